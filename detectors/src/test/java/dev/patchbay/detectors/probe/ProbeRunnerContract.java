package dev.patchbay.detectors.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that misbehave in every way that was thought of, whatever runs them. */
public abstract class ProbeRunnerContract {
  protected static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir protected Path folder;

  protected abstract ProbeRunner runner();

  protected ProbeResult run(String script, Duration timeout) throws InterruptedException {
    Path program = Scripts.write(folder.resolve("program"), script);
    Map<String, String> environment =
        Map.of("PATH", "/usr/bin:/bin", Probe.MARKER, folder.toString());
    return runner().run(new Probe(program, List.of("--version"), environment, folder, timeout));
  }

  protected boolean isAlive(String pidFile) throws Exception {
    Path file = folder.resolve(pidFile);
    await().until(() -> Files.exists(file) && Files.size(file) > 0);
    return Scripts.isAlive(Long.parseLong(Files.readString(file).strip()));
  }

  /** Runs it until it has written a file, and then no longer. */
  private void interruptOnce(String written, String script) throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                var _ = run(script, PATIENT);
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    assertThat(isAlive(written)).isTrue();

    thread.interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void givesBothOutputsAndTheCode() throws Exception {
    assertThat(run("echo one $1; echo two >&2; exit 3", PATIENT))
        .isEqualTo(new ProbeResult.Ended(3, "one --version\n", "two\n"));
  }

  @Test
  void passesOnNothingButTheEnvironmentItIsGiven() throws Exception {
    assertThat(run("echo \"[$HOME$USER$JAVA_HOME]\"", PATIENT))
        .isEqualTo(new ProbeResult.Ended(0, "[]\n", ""));
  }

  @Test
  void givesNothingToReadToWhoAsksForAPassword() throws Exception {
    assertThat(run("printf 'Password: '; read secret || echo none", PATIENT))
        .isEqualTo(new ProbeResult.Ended(0, "Password: none\n", ""));
  }

  @Test
  void endsWhatHangsWithAllItsChildren() throws Exception {
    ProbeResult result =
        run("trap '' HUP TERM; echo early; sleep 1000 & echo $! > child; wait", SHORT);

    assertThat(result).isEqualTo(new ProbeResult.TimedOut("early\n", ""));
    await().until(() -> !isAlive("child"));
  }

  @Test
  void losesNothingOfWhatFitsAndEndsWhatPrintsWithoutEnd() throws Exception {
    ProbeResult all = run("head -c 65536 /dev/zero | tr '\\0' x", PATIENT);
    assertThat(((ProbeResult.Ended) all).out()).hasSize(Probe.MAX_BYTES);

    ProbeResult endless = run("while :; do echo 1.2.3; done", PATIENT);
    assertThat(((ProbeResult.Flooded) endless).out()).hasSize(Probe.MAX_BYTES);
  }

  @Test
  void doesNotWaitForWhatForksIntoTheBackgroundAndSweepsItUp() throws Exception {
    ProbeResult result = run("setsid sleep 1000 & echo $! > child; echo 1.2.3; exit 0", PATIENT);

    assertThat(result).isEqualTo(new ProbeResult.Ended(0, "1.2.3\n", ""));
    Sweep.end(folder.toString());
    await().until(() -> !isAlive("child"));
  }

  @Test
  void letsAnInteractiveShellsProgramTakeItsLockAway() throws Exception {
    Files.writeString(
        folder.resolve("rehash"), "trap 'rm lock' EXIT; : > lock; echo $$ > self; sleep 1000");

    interruptOnce("self", "bash --norc -i -c 'bash rehash; bash rehash'");

    assertThat(folder.resolve("lock")).doesNotExist();
    assertThat(isAlive("self")).isFalse();
  }

  @Test
  void wakesWhatIsStoppedSoThatItCanEnd() throws Exception {
    interruptOnce("self", "trap 'echo > ended; exit 1' TERM; echo $$ > self; kill -STOP $$");

    assertThat(folder.resolve("ended")).exists();
    assertThat(isAlive("self")).isFalse();
  }

  @Test
  void tellsWhatASignalEnded() throws Exception {
    assertThat(run("kill -SEGV $$", PATIENT)).isEqualTo(new ProbeResult.Ended(128 + 11, "", ""));
  }

  @Test
  void takesGarbageForWhatItIs() throws Exception {
    assertThat(run("head -c 1000 /dev/urandom", PATIENT)).isInstanceOf(ProbeResult.Ended.class);
  }

  @Test
  void saysWhatCannotBeRun() throws Exception {
    Path noProgram = Files.writeString(folder.resolve("text"), "text");

    assertThat(runner().run(new Probe(noProgram, List.of(), Map.of(), folder, PATIENT)))
        .isInstanceOf(ProbeResult.Failed.class);
    assertThat(
            runner().run(new Probe(folder.resolve("absent"), List.of(), Map.of(), folder, PATIENT)))
        .isInstanceOf(ProbeResult.Failed.class);
  }
}
