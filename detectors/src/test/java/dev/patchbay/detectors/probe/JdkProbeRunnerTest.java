package dev.patchbay.detectors.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that misbehave in every way that was thought of. */
class JdkProbeRunnerTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path folder;

  private ProbeResult run(String script, Duration timeout) throws InterruptedException {
    Path program = Scripts.write(folder.resolve("program"), script);
    Map<String, String> environment =
        Map.of("PATH", "/usr/bin:/bin", Probe.MARKER, folder.toString());
    return new JdkProbeRunner()
        .run(new Probe(program, List.of("--version"), environment, folder, timeout));
  }

  private boolean isAlive(String pidFile) throws Exception {
    Path file = folder.resolve(pidFile);
    await().until(() -> Files.exists(file) && Files.size(file) > 0);
    return Scripts.isAlive(Long.parseLong(Files.readString(file).strip()));
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
  void killsWhatHangsWithAllItsChildren() throws Exception {
    ProbeResult result = run("echo early; sleep 1000 & echo $! > child; wait", SHORT);

    assertThat(result).isInstanceOf(ProbeResult.TimedOut.class);
    await().until(() -> !isAlive("child"));
  }

  @Test
  void killsWhatPrintsWithoutEnd() throws Exception {
    ProbeResult result = run("while :; do echo 1.2.3; done", PATIENT);

    assertThat(result).isInstanceOf(ProbeResult.Flooded.class);
    assertThat(((ProbeResult.Flooded) result).out()).hasSize(Probe.MAX_BYTES);
  }

  @Test
  void doesNotWaitForWhatForksIntoTheBackgroundAndSweepsItUp() throws Exception {
    ProbeResult result = run("setsid sleep 1000 & echo $! > child; echo 1.2.3; exit 0", PATIENT);

    assertThat(result).isEqualTo(new ProbeResult.Ended(0, "1.2.3\n", ""));
    Sweep.kill(folder.toString());
    await().until(() -> !isAlive("child"));
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

    ProbeResult result =
        new JdkProbeRunner().run(new Probe(noProgram, List.of(), Map.of(), folder, PATIENT));

    assertThat(result).isInstanceOf(ProbeResult.Failed.class);
  }
}
