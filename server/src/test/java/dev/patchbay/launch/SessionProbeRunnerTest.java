package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.Sweep;
import dev.patchbay.os.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that misbehave, in sessions of their own. */
class SessionProbeRunnerTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path folder;

  private final SessionProbeRunner runner = new SessionProbeRunner();

  @AfterEach
  void close() {
    runner.close();
  }

  private ProbeResult run(String script, Duration timeout) throws InterruptedException {
    return runner.run(
        new Probe(
            Path.of("/bin/sh"),
            List.of("-c", script, "sh", "--version"),
            Map.of("PATH", "/usr/bin:/bin", Probe.MARKER, folder.toString()),
            folder,
            timeout));
  }

  private boolean isAlive(String pidFile) throws IOException {
    Path file = folder.resolve(pidFile);
    await().until(() -> Files.exists(file) && Files.size(file) > 0);
    // One that has ended and is not collected yet runs no more.
    return ProcessTable.find(Long.parseLong(Files.readString(file).strip()))
        .filter(process -> !process.hasEnded())
        .isPresent();
  }

  private static List<String> openDescriptors() throws IOException {
    List<String> targets = new ArrayList<>();
    try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        targets.add(Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) + "" : "");
      }
    }
    return targets;
  }

  @Test
  void givesBothOutputsAndTheCode() throws Exception {
    assertThat(run("echo one $1; echo two >&2; exit 3", PATIENT))
        .isEqualTo(new ProbeResult.Ended(3, "one --version\n", "two\n"));
  }

  @Test
  void losesNothingOfWhatFitsAndKillsWhatPrintsWithoutEnd() throws Exception {
    ProbeResult all = run("head -c 65536 /dev/zero | tr '\\0' x", PATIENT);
    assertThat(((ProbeResult.Ended) all).out()).hasSize(Probe.MAX_BYTES);

    ProbeResult endless = run("while :; do echo 1.2.3; done", PATIENT);
    assertThat(((ProbeResult.Flooded) endless).out()).hasSize(Probe.MAX_BYTES);
  }

  @Test
  void hasNoTerminalToAskForAPasswordOn() throws Exception {
    assertThat(run("read a || echo none; (read b < /dev/tty) 2> /dev/null || echo tty", PATIENT))
        .isEqualTo(new ProbeResult.Ended(0, "none\ntty\n", ""));
  }

  @Test
  void killsWhatHangsWithItsWholeGroup() throws Exception {
    ProbeResult result =
        run("trap '' HUP TERM; echo early; sleep 1000 & echo $! > child; wait", SHORT);

    assertThat(result).isEqualTo(new ProbeResult.TimedOut("early\n", ""));
    await().until(() -> !isAlive("child"));
  }

  @Test
  void doesNotWaitForWhatForksIntoTheBackgroundAndLeavesTheSession() throws Exception {
    ProbeResult result = run("setsid sleep 1000 & echo $! > child; echo 1.2.3", PATIENT);

    assertThat(result).isEqualTo(new ProbeResult.Ended(0, "1.2.3\n", ""));
    Sweep.kill(folder.toString());
    await().until(() -> !isAlive("child"));
  }

  @Test
  void endsWhatStaysInTheGroupAtOnce() throws Exception {
    assertThat(run("sleep 1000 & echo $! > child; echo 1.2.3", PATIENT))
        .isEqualTo(new ProbeResult.Ended(0, "1.2.3\n", ""));

    await().until(() -> !isAlive("child"));
  }

  @Test
  void tellsWhatASignalEnded() throws Exception {
    assertThat(run("kill -SEGV $$", PATIENT)).isEqualTo(new ProbeResult.Ended(128 + 11, "", ""));
  }

  @Test
  void saysWhatCannotBeRun() throws Exception {
    assertThat(
            runner.run(new Probe(folder.resolve("absent"), List.of(), Map.of(), folder, PATIENT)))
        .isInstanceOf(ProbeResult.Failed.class);
  }

  @Test
  void killsWhatItRunsWhenItIsInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                var _ = run("echo $$ > self; sleep 1000", PATIENT);
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    assertThat(isAlive("self")).isTrue();

    thread.interrupt();

    assertThat(interrupted.join()).isTrue();
    await().until(() -> !isAlive("self"));
  }

  @Test
  void givesBackItsDescriptorsAndPipes() throws Exception {
    var _ = run("echo warm", PATIENT);
    for (int i = 0; i < 50; i++) {
      var _ = run("echo again; sleep 0 &", PATIENT);
    }
    var _ = runner.run(new Probe(folder.resolve("absent"), List.of(), Map.of(), folder, PATIENT));

    await()
        .untilAsserted(() ->
            assertThat(openDescriptors()).noneMatch(target -> target.contains("patchbay-probes")));
  }
}
