package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real shells, which mark their prompts and commands and know nothing of it. */
class ShellIntegrationTest {
  private static final TestHub HUB = TestHub.start("terminals: {shell-integration: true}\n");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern COMMAND =
      Pattern.compile("\u001b]133;C;cmdline_url=([^\u0007;]*)\u0007");

  private final Path home;

  ShellIntegrationTest(@TempDir Path home) throws IOException {
    this.home = home.toRealPath();
    Files.createDirectories(home.resolve("a b/ü"));
    Files.createDirectories(home.resolve(".config/fish"));
    Files.writeString(home.resolve(".bashrc"), "PS1='user> '; mine=bashrc\n");
    Files.writeString(home.resolve(".bash_profile"), "PS1='user> '; mine=profile\n");
    Files.writeString(home.resolve(".zshenv"), "early=zshenv\n");
    Files.writeString(
        home.resolve(".zshrc"), "PS1='user> '; mine=zshrc; setopt hist_ignore_space\n");
    Files.writeString(
        home.resolve(".config/fish/config.fish"),
        "set -g mine config; set -g fish_greeting; function fish_prompt; printf 'user> '; end\n");
  }

  /** A shell that still runs would write into the home that is deleted. */
  @AfterEach
  void close() {
    HUB.request("DELETE", "/api/terminals/" + terminal).send();
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "bash -l", "zsh", "zsh -l", "fish"})
  void marksPromptsAndCommandsAndTellsTheFolder(String shell) {
    StreamClient viewer = start(shell);

    type(viewer, "cd 'a b/ü'; false");
    viewer.awaitText("\u001b]133;D;1\u0007");
    type(viewer, "echo \"sum: $mine\" 100%");
    await()
        .atMost(PATIENCE)
        .until(() -> commands(viewer.text()).size() == 2 && hasEnded(viewer.text()));

    String text = viewer.text();
    assertThat(text)
        .containsSubsequence(
            "\u001b]133;A\u0007",
            "user> ",
            "\u001b]133;B\u0007",
            "\u001b]133;C",
            "\u001b]133;D;1\u0007",
            "\u001b]133;A\u0007",
            "\u001b]133;C",
            "\u001b]133;D;0\u0007");
    assertThat(text).containsPattern("sum: (bashrc|profile|zshrc|config) 100%");
    assertThat(commands(text)).containsExactly("cd 'a b/ü'; false", "echo \"sum: $mine\" 100%");
    await().atMost(PATIENCE).until(() -> home.resolve("a b/ü").toString().equals(folder()));
  }

  /** Whether the last command that began has ended. */
  private static boolean hasEnded(String text) {
    return text.lastIndexOf("\u001b]133;D;0\u0007") > text.lastIndexOf("\u001b]133;C");
  }

  @Test
  void readsTheFilesOfALoginShellWhereBashIsOne() {
    StreamClient viewer = start("bash -l");

    type(viewer, "echo \"from $mine\"; env | grep -c PATCHBAY_LOGIN");

    viewer.awaitText("from profile");
    viewer.awaitText("\r\n0\r\n");
  }

  @Test
  void givesZshItsFolderBack() {
    StreamClient viewer = start("zsh");

    type(viewer, "echo \"[$early] [${ZDOTDIR-none}] [${PATCHBAY_USER_ZDOTDIR-none}]\"");

    viewer.awaitText("[zshenv] [none] [none]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void keepsToItselfWhatTheHistoryIsNotToHave(String shell) {
    StreamClient viewer = start(shell);

    if (shell.equals("bash")) {
      type(viewer, "HISTCONTROL=ignorespace");
      viewer.awaitText("\u001b]133;D;0\u0007");
    }
    type(viewer, " echo sec''ret-42");
    viewer.awaitText("secret-42");
    type(viewer, "exit");
    viewer.awaitEvent("exit");

    assertThat(commands(viewer.text())).noneMatch(command -> command.contains("secret"));
  }

  @Test
  void leavesTheUsersOwnHooksInPlace() throws IOException {
    Files.writeString(
        home.resolve(".bashrc"),
        "PS1='user> '; PROMPT_COMMAND='echo \"hook saw $?\";'; PS0='before '\n");
    StreamClient viewer = start("bash");

    type(viewer, "(exit 7)");

    viewer.awaitText("hook saw 7");
    viewer.awaitText("\u001b]133;D;7\u0007");
    assertThat(viewer.text()).contains("before ");
  }

  @Test
  void writesItsScriptsForTheUserAlone() throws IOException {
    start("bash");

    Path scripts = HUB.dataDir().resolve("shell");
    try (Stream<Path> files = Files.walk(scripts).filter(Files::isRegularFile)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(3);
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(home.resolve(".bashrc")).hasContent("PS1='user> '; mine=bashrc");
  }

  @Test
  void leavesAloneWhatIsNotAskedForOrNotTypedInto() {
    JsonObject body = body("bash").put("shellIntegration", false);
    terminal = HUB.open(body);
    StreamClient plain = HUB.watch(terminal, "");
    plain.awaitText("user>");
    type(plain, "echo done-$((1 + 1))");
    plain.awaitText("done-2");
    assertThat(plain.text()).doesNotContain("133;");

    String script =
        HUB.open(new JsonObject().put("command", List.of("bash", "-c", "echo $0 $-; sleep 60")));
    StreamClient viewer = HUB.watch(script, "");
    viewer.awaitText("bash hBc");
    assertThat(viewer.text()).doesNotContain("133;");
  }

  private String terminal = "";

  private StreamClient start(String shell) {
    // Every byte counts here, and a viewer that comes late gets a picture.
    terminal = HUB.open(body(shell).put("hold", true));
    StreamClient viewer = HUB.watch(terminal, "from=0&flow=hold");
    viewer.awaitText("user> \u001b]133;B\u0007");
    return viewer;
  }

  private JsonObject body(String shell) {
    return new JsonObject()
        .put("command", new JsonArray(List.of(shell.split(" ", -1))))
        .put("cwd", home.toString())
        .put("cols", 200)
        .put(
            "env",
            new JsonObject()
                .put("HOME", home.toString())
                .put("XDG_CONFIG_HOME", home.resolve(".config").toString())
                .put("XDG_DATA_HOME", home.resolve(".data").toString()));
  }

  private String folder() {
    return HUB.terminal(terminal).getString("folder");
  }

  private static void type(StreamClient viewer, String line) {
    viewer.type(line + "\r");
  }

  private static List<String> commands(String text) {
    Matcher matcher = COMMAND.matcher(text);
    return matcher
        .results()
        .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
        .toList();
  }
}
