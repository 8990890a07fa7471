package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.usage.Pulse;
import dev.patchbay.processes.usage.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTest {
  @TempDir private Path folder;

  private static Usage usage(double cores) {
    return new Usage(cores, 1, 1, 1, 1, 1, 1, 0, 0, Pulse.NONE);
  }

  @Test
  void isWhoNeitherPrintsNorTakesTimeForAWhile() {
    try (OneProcess one = new OneProcess(folder)) {
      Supervised process = one.start(Map.of());

      one.timers().pass(Duration.ofMinutes(4));
      assertThat(process.info().idle()).isEmpty();
      process.vitals().take(usage(0.5), one.timers().nanoTime());
      one.timers().pass(Duration.ofMinutes(4));
      assertThat(process.info().idle()).isEmpty();
      process.vitals().take(usage(0.005), one.timers().nanoTime());
      one.timers().pass(Duration.ofMinutes(2));

      assertThat(process.info().idle()).hasValue(Duration.ofMinutes(6));
      process.vitals().active(one.timers().nanoTime());
      assertThat(process.info().idle()).isEmpty();
    }
  }
}
