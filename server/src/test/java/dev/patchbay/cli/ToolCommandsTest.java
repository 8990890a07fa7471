package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.Commands.Result;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on tools, against a real hub in a home that is made up. */
class ToolCommandsTest {
  private static HubProcess hub;
  private static Path bin = Path.of("/");

  @BeforeAll
  static void startHub(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
    bin = Files.createDirectory(folder.toRealPath().resolve("bin"));
    Path first = Files.createDirectory(folder.toRealPath().resolve("first"));
    Files.writeString(
        home.resolve(".bash_profile"),
        "export PATH=" + first + ":" + bin + "\nalias helm='helm --debug'\nvim() { :; }\n");
    Files.createSymbolicLink(first.resolve("just"), Path.of("/no/such/just"));
    script("gh", "exit 0");
    Files.writeString(bin.resolve("gh"), "#!/bin/sh\r\nexit 0\r\n");
    script("just", "echo just 1.40.0");
    script("helm", "echo v3.14.0");
    script("vim", "printf 'VIM - Vi IMproved 9.1.0 %s in %s' \"$*\" \"$PWD\"; sleep 1000");
    Files.copy(Path.of("/usr/bin/sleep"), bin.resolve("sleep"), StandardCopyOption.COPY_ATTRIBUTES);
    Path module = home.resolve("lib/node_modules/cline");
    Files.createDirectories(module);
    Files.writeString(module.resolve("package.json"), "{\"name\":\"cline\",\"version\":\"3.2.1\"}");
    script("cline", "exit 1");
    Files.move(bin.resolve("cline"), module.resolve("cli"));
    Files.createSymbolicLink(bin.resolve("cline"), module.resolve("cli"));
    hub =
        HubProcess.start(
            folder.resolve("data"),
            Map.of("HOME", home + "", "SHELL", "/bin/bash", "PATH", bin + ""));
    assertThat(patchbay(1, "tools", "--refresh").code()).isZero();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  private static void script(String name, String body) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Result patchbay(int words, String... arguments) {
    return Commands.at(hub.dataDir(), words, arguments);
  }

  @Test
  void listsWhatIsInstalledAndWhereItIs() {
    Result list = patchbay(1, "tools");

    assertThat(list.err()).isEmpty();
    assertThat(list.out()).containsPattern("(?m)^just +1.40.0 +- +" + bin + "/just$");
    assertThat(list.out()).doesNotContain("grok");
    assertThat(patchbay(1, "tools", "--all").out()).containsPattern("(?m)^grok +not installed ");
    assertThat(new JsonObject(patchbay(1, "tools", "--json").out()).getJsonArray("tools"))
        .hasSizeGreaterThanOrEqualTo(110);
  }

  @Test
  void saysWhyACopyWinsAndWhereItsVersionIsFrom() {
    assertThat(patchbay(2, "tools", "why", "just").out())
        .contains(bin + "/just wins", "your login shell's PATH");
    assertThat(patchbay(2, "tools", "why", "cline").out())
        .contains("The version of " + bin + "/cline is from " + bin.resolveSibling("home/lib"));
    assertThat(patchbay(2, "tools", "why", "grok").out())
        .isEqualTo("Grok is not installed here.\n");
    assertThat(patchbay(2, "tools", "why", "a/b c").code()).isEqualTo(Failure.NOT_FOUND);
  }

  @Test
  void saysWhatComesBeforeTheCopyThatWins() {
    assertThat(patchbay(2, "tools", "why", "just").out().lines())
        .anyMatch(line -> line.startsWith(bin + "/just wins"))
        .anyMatch(line ->
            line.equals(
                bin.resolveSibling("first/just")
                    + " is passed over: it is a link to /no/such/just, which is not there."));
    assertThat(patchbay(2, "tools", "why", "helm").out())
        .contains("\"helm\" is an alias for \"helm --debug\"", "Patchbay runs the file");
    assertThat(patchbay(2, "tools", "why", "vim").out())
        .contains("In your shell (/bin/bash) \"vim\" is a function");
  }

  @Test
  void saysWhatTheSystemCannotExecute() {
    JsonObject gh =
        new JsonObject(patchbay(1, "tools", "--json").out())
            .getJsonArray("tools").stream()
                .map(JsonObject.class::cast)
                .filter(tool -> tool.getString("id").equals("gh"))
                .findFirst()
                .orElseThrow();

    assertThat(gh.getBoolean("installed")).isTrue();
    assertThat(gh.getBoolean("launchable")).isFalse();
    assertThat(gh.getString("launchProblem"))
        .startsWith(bin + "/gh cannot be launched: its first line ends with a carriage return");
    Result launched = patchbay(1, "launch", "gh", "--detach");
    assertThat(launched.code()).isEqualTo(Failure.FAILED);
    assertThat(launched.err()).contains("/bin/sh\\r");
    assertThat(patchbay(2, "tools", "why", "gh").out()).contains("cannot be launched");
  }

  @Test
  void launchesAToolInAFolder() {
    Result launched =
        patchbay(1, "launch", "vim", "--cwd", "/usr", "--detach", "--", "-R", "my file");

    assertThat(launched.err()).isEmpty();
    String id = launched.out().strip();
    assertThat(patchbay(1, "wait", id, "--match", "9.1.0 -R my file in /usr").code()).isZero();
    assertThat(patchbay(1, "rm", id).code()).isZero();
  }

  @Test
  void saysWhatCannotBeLaunched() {
    Result missing = patchbay(1, "launch", "grok", "--detach");

    assertThat(missing.code()).isEqualTo(Failure.FAILED);
    assertThat(missing.err()).contains("Grok is not installed here.");
    assertThat(patchbay(1, "launch", "nothing", "--detach").code()).isEqualTo(Failure.NOT_FOUND);
  }
}
