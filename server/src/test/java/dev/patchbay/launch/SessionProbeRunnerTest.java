package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.detectors.probe.ProbeRunnerContract;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In sessions of their own. */
class SessionProbeRunnerTest extends ProbeRunnerContract {
  private final SessionProbeRunner runner =
      new SessionProbeRunner(new BlockingPool(), new Loops((_, _) -> {}));

  @Override
  protected ProbeRunner runner() {
    return runner;
  }

  @AfterEach
  void close() {
    runner.close();
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
  void hasNoTerminalToAskForAPasswordOn() throws Exception {
    assertThat(run("(read b < /dev/tty) 2> /dev/null || echo tty", PATIENT))
        .isEqualTo(new ProbeResult.Ended(0, "tty\n", ""));
  }

  @Test
  void endsWhatStaysInTheSessionWithIt() throws Exception {
    ProbeResult result =
        run(
            "(trap 'rm lock; exit' TERM; : > lock; echo $$ > child; sleep 1000 & wait) &"
                + " while [ ! -s child ]; do sleep 0.01; done; echo 1.2.3",
            PATIENT);

    assertThat(result).isEqualTo(new ProbeResult.Ended(0, "1.2.3\n", ""));
    assertThat(folder.resolve("lock")).doesNotExist();
    assertThat(isAlive("child")).isFalse();
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
