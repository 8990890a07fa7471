package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.lifecycle.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes under clocks that the test turns. */
class ClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** As when a battery was empty, and when somebody mistyped. */
  private static final List<Instant> JUMPS =
      List.of(Instant.EPOCH, Instant.parse("2099-12-31T23:59:59Z"), Instant.EPOCH);

  @TempDir private Path folder;

  private Optional<OneProcess> one = Optional.empty();

  @BeforeEach
  void open() {
    one = Optional.of(new OneProcess(folder));
  }

  @AfterEach
  void close() {
    one.orElseThrow().close();
  }

  private HandTimers timers() {
    return one.orElseThrow().timers();
  }

  private Supervised start(String script, Map<String, Object> more) {
    return one.orElseThrow().start(List.of("/bin/sh", "-c", script), more);
  }

  private static void awaitPhase(Supervised process, Class<? extends Phase> phase, int generation) {
    Awaitility.await()
        .until(() ->
            phase.isInstance(process.state().phase())
                && process.state().generation() == generation);
  }

  @Test
  void backsOffForAsLongAsItShouldWhateverTheTimeOfDayDoes() {
    Supervised fails = start("exit 1", Map.of("restart", Map.of("delay", "1h", "maxDelay", "1h")));
    awaitPhase(fails, Phase.BackingOff.class, 2);
    Duration wait = fails.untilNextStart();
    assertThat(wait).isBetween(HOUR.multipliedBy(8).dividedBy(10), HOUR.multipliedBy(2));

    JUMPS.forEach(day -> {
      timers().setDay(day);
      timers().pass(Duration.ofMinutes(1));
      assertThat(fails.state().phase()).isInstanceOf(Phase.BackingOff.class);
    });
    assertThat(fails.untilNextStart()).isEqualTo(wait.minus(Duration.ofMinutes(JUMPS.size())));

    timers().pass(fails.untilNextStart());
    awaitPhase(fails, Phase.BackingOff.class, 3);
  }

  @Test
  void limitsARunByTheTimeThatPassedNotByTheTimeOfDay() {
    Supervised runs =
        start(
            "exec sleep 600",
            Map.of("limits", Map.of("runTime", "1h"), "restart", Map.of("policy", "no")));
    awaitPhase(runs, Phase.Running.class, 1);

    JUMPS.forEach(timers()::setDay);
    assertThat(runs.info().uptime()).hasValue(Duration.ZERO);
    timers().pass(HOUR.minusMillis(1));
    assertThat(runs.info().uptime()).hasValue(HOUR.minusMillis(1));
    assertThat(runs.state().phase()).isInstanceOf(Phase.Running.class);

    timers().pass(Duration.ofMillis(1));
    awaitPhase(runs, Phase.Failed.class, 1);
    assertThat(runs.info().status()).isEqualTo("Failed (Resource limit exceeded: runTime 1 h)");
  }

  @Test
  void forgetsWhatWentWrongOnceItHasBeenReadyForLongEnough() {
    Supervised flaps =
        start("exec sleep 600", Map.of("restart", Map.of("delay", "1h", "maxDelay", "1h")));
    awaitPhase(flaps, Phase.Running.class, 1);
    flaps.child().orElseThrow().tree().kill();
    awaitPhase(flaps, Phase.Running.class, 2);
    JUMPS.forEach(timers()::setDay);
    assertThat(flaps.state().unstable()).isEqualTo(1);

    timers().pass(Duration.ofSeconds(60));
    Awaitility.await().until(() -> flaps.state().unstable() == 0);
    flaps.child().orElseThrow().tree().kill();

    awaitPhase(flaps, Phase.Running.class, 3);
  }
}
