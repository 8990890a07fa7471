package dev.patchbay.detectors.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.Scripts;
import dev.patchbay.detectors.machine.LoginShell.Answer;
import dev.patchbay.detectors.probe.JdkProbeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real shells with start-up files of all kinds. */
class LoginShellTest {
  @TempDir private Path home;

  private Answer ask(String shell) throws InterruptedException {
    return LoginShell.ask(
        new JdkProbeRunner(),
        FileAccess.unbounded(),
        Map.of("SHELL", shell, "HOME", home.toString(), "PATH", "/usr/bin:/bin", "TERM", "xterm"),
        home);
  }

  private Answer askBash(String startUp) throws IOException, InterruptedException {
    Files.writeString(home.resolve(".bash_profile"), startUp);
    return ask("/bin/bash");
  }

  private static Map<String, String> known(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Known.class);
    return ((Answer.Known) answer).environment();
  }

  @Test
  void hasWhatTheStartUpFilesSet() throws Exception {
    Map<String, String> environment =
        known(askBash("export PATH=/mine:$PATH\nexport ODD='two\nlines = =x'"));

    assertThat(environment.get("PATH")).startsWith("/mine:");
    assertThat(environment)
        .containsEntry("ODD", "two\nlines = =x")
        .containsEntry("TERM", "xterm")
        .doesNotContainKeys("_", "PATCHBAY_PROBE", "PATCHBAY_RESOLVING_ENVIRONMENT");
  }

  @Test
  void isAskedAsAnInteractiveOne() throws Exception {
    assertThat(known(askBash("case $- in *i*) export KIND=interactive;; esac")))
        .containsEntry("KIND", "interactive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/dash", "/bin/bash", "/usr/bin/zsh", "/usr/bin/fish"})
  void canBeOneOfTheUsualShells(String shell) throws Exception {
    if (Files.isExecutable(Path.of(shell))) {
      assertThat(known(ask(shell))).containsKey("PATH");
    } else {
      assertThat(ask(shell)).isInstanceOf(Answer.Unknown.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/bash, .bash_profile, true",
    "/usr/bin/zsh, .zshrc, true",
    "/usr/bin/fish, .config/fish/config.fish, true",
    "/bin/dash, .profile, false"
  })
  void tellsItsAliasesAndFunctions(String shell, String file, boolean tellsFunctions)
      throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of(shell)));
    boolean fish = shell.endsWith("fish");
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(
        home.resolve(file),
        fish
            ? "function just; command just $argv; end\nalias helm 'echo it is'\n"
            : "just() { command just \"$@\"; }\nalias helm='echo it'\\''s' vim=nvim\n");

    Answer answer = ask(shell);

    assertThat(answer).isInstanceOf(Answer.Known.class);
    Map<String, String> meanings = ((Answer.Known) answer).meanings();
    assertThat(meanings)
        .containsEntry("helm", fish ? "an alias for \"echo it is\"" : "an alias for \"echo it's\"");
    if (!fish) {
      assertThat(meanings).containsEntry("vim", "an alias for \"nvim\"");
    }
    if (tellsFunctions) {
      assertThat(meanings).containsEntry("just", "a function");
    }
  }

  @Test
  void tellsItsEnvironmentAlsoWhereItHasTooManyFunctions() throws Exception {
    assertThat(
            known(
                askBash(
                    "for i in $(seq 6000); do eval \"a_function_of_a_long_name_$i() { :; }\"; done;"
                        + " export PATH=/mine:$PATH")))
        .extractingByKey("PATH")
        .asString()
        .startsWith("/mine:");
  }

  @Test
  void mayPrintBeforeAndAfter() throws Exception {
    assertThat(known(askBash("echo 'PATH=/wrong'; printf 'a\\0b\\0'; trap 'echo bye' EXIT")))
        .doesNotContainEntry("PATH", "/wrong");
  }

  @Test
  void mayHaveABrokenStartUpFile() throws Exception {
    assertThat(known(askBash("if then fi ((\n"))).containsKey("PATH");
  }

  @Test
  void mayLeaveAJobInTheBackgroundThatIsThenEnded() throws Exception {
    Answer answer = askBash("sleep 1000 & echo $! > ~/job; disown");

    assertThat(known(answer)).containsKey("PATH");
    long job = Long.parseLong(Files.readString(home.resolve("job")).strip());
    await().until(() -> !Scripts.isAlive(job));
  }

  @Test
  void isGivenUpWhereItWaitsForEverAndLeavesNoLock() throws Exception {
    Scripts.write(
        home.resolve("rehash"), "trap 'rm ~/lock' EXIT; : > ~/lock; : > ~/locked; cat < pipe");
    // Nobody will ever write to it.
    new ProcessBuilder("mkfifo", home.resolve("pipe").toString()).start().waitFor();

    Answer answer = askBash("eval \"$(bash ~/rehash)\"; bash ~/rehash");

    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(((Answer.Unknown) answer).reason()).contains("longer than 5 s");
    assertThat(home.resolve("locked")).exists();
    assertThat(home.resolve("lock")).doesNotExist();
  }

  @Test
  void isGivenUpWhereItEndsEarlyOrFloods() throws Exception {
    assertThat(askBash("exit 7")).isInstanceOf(Answer.Unknown.class);
    assertThat(askBash("while :; do echo flood; done")).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void mustBeAShellThatIsKnown() throws Exception {
    assertThat(ask("/bin/true")).isInstanceOf(Answer.Unknown.class);
    assertThat(ask("/no/such/bash")).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void isWorthAskingAgainWhenAStartUpFileChanged() throws Exception {
    Map<Path, FileId> before = LoginShell.startUpFiles(FileAccess.unbounded(), home);
    Files.writeString(home.resolve(".zshrc"), "export A=1");

    assertThat(LoginShell.startUpFiles(FileAccess.unbounded(), home))
        .isNotEqualTo(before)
        .isEqualTo(new HashMap<>(LoginShell.startUpFiles(FileAccess.unbounded(), home)));
  }
}
