package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.Commands.Result;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client's commands print of names, folders, titles and versions that strangers chose. */
class StrangersTextTest {
  /** Clears the screen, ends lines, turns text around, hides, and ends the turn of nobody. */
  private static final String EVIL = "a\u001b[2J\r\nb\u009b31m\u2028c\u202egpj.\u2066\u200b\u007fd";

  /** The same of what every file system and locale takes. */
  private static final String EVIL_FILE = "a\u001b[2J\r\nb\u007fd";

  private static HubProcess hub;
  private static String terminal = "";
  private static Path evilFolder = Path.of("/");

  @BeforeAll
  static void startHub(@TempDir Path folder) throws Exception {
    Path root = folder.toRealPath();
    Path home = Files.createDirectory(root.resolve("home"));
    Path bin = Files.createDirectory(root.resolve("bin"));
    evilFolder = Files.createDirectory(root.resolve(EVIL_FILE));
    Files.writeString(home.resolve(".bash_profile"), "export PATH=" + bin + ":/usr/bin:/bin\n");
    Path just = Files.writeString(bin.resolve("just"), "#!/bin/sh\nprintf 'just 1.40.0'\n");
    Files.setPosixFilePermissions(just, PosixFilePermissions.fromString("rwxr-xr-x"));
    hub =
        HubProcess.start(
            root.resolve("data"),
            Map.of("HOME", home + "", "SHELL", "/bin/bash", "PATH", bin + ""));
    Result run =
        patchbay(
            1,
            "run",
            "--detach",
            "--name",
            EVIL,
            "--cwd",
            evilFolder.toString(),
            "/bin/sh",
            "-c",
            "printf '\\033]0;title \\342\\200\\256 gpj\\007shown \\342\\200\\256 gpj'; sleep 600");
    assertThat(run.code()).as(run.err()).isZero();
    terminal = run.out().strip();
    assertThat(patchbay(1, "wait", terminal, "--match", "shown").code()).isZero();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  private static Result patchbay(int words, String... arguments) {
    return Commands.at(hub.dataDir(), words, arguments);
  }

  @Test
  void isPlainInEveryCommand() throws Exception {
    Path file = Files.writeString(evilFolder.resolve(EVIL_FILE), "x");
    for (List<String> command :
        List.of(
            List.of("ls"),
            List.of("ls", "--json"),
            List.of("screen", terminal),
            List.of("screen", terminal, "--json"),
            List.of("screen", EVIL),
            List.of("tools", "--refresh"),
            List.of("tools", "--json"),
            List.of("tools", "--all"),
            List.of("kill", "no" + EVIL),
            List.of("kill", "--json", "no" + EVIL),
            List.of("send", "no" + EVIL, "x"),
            List.of("rm", "no" + EVIL),
            List.of("wait", "no" + EVIL),
            List.of("launch", "no" + EVIL, "--detach"),
            List.of("run", "--detach", "--cwd", "/no" + EVIL, "/bin/true"),
            List.of("run", "--detach", "/no/" + EVIL),
            List.of("upload", file.toString(), evilFolder + "/sub" + EVIL),
            List.of("download", file.toString(), evilFolder.toString()))) {
      Result result = patchbay(1, command.toArray(String[]::new));
      assertPlain(command.toString(), result.out());
      assertPlain(command.toString(), result.err());
    }
    for (String tool : List.of("just", "no" + EVIL)) {
      Result why = patchbay(2, "tools", "why", tool);
      assertPlain(tool, why.out() + why.err());
    }
  }

  @Test
  void isStillTheSameInJson() {
    JsonObject list = new JsonObject(patchbay(1, "ls", "--json").out());
    assertThat(list.getJsonArray("terminals").getJsonObject(0).getString("name")).isEqualTo(EVIL);
  }

  private static void assertPlain(String command, String printed) {
    List<String> bad =
        printed
            .codePoints()
            .filter(c ->
                c != '\n'
                    && List.of(
                            (int) Character.CONTROL,
                            (int) Character.FORMAT,
                            (int) Character.LINE_SEPARATOR,
                            (int) Character.PARAGRAPH_SEPARATOR)
                        .contains(Character.getType(c)))
            .mapToObj("%04x"::formatted)
            .toList();
    assertThat(bad).as(command + " printed " + printed).isEmpty();
  }
}
