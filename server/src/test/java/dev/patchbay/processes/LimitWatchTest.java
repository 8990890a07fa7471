package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.usage.Pulse;
import dev.patchbay.processes.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that takes what the test says, for as long as the test says. */
class LimitWatchTest {
  @TempDir private Path folder;

  /** Looks each second for so long. */
  private static void take(
      OneProcess one, Supervised process, LimitWatch watch, double cores, Duration lasting) {
    Usage usage = new Usage(cores, 1, 1, 1, 1, 1, 1, 0, 0, Pulse.NONE);
    for (long second = 0; second < lasting.toSeconds(); second++) {
      one.timers().pass(Duration.ofSeconds(1));
      watch.look(process, one.live(), usage, one.timers().nanoTime());
      watch.end();
    }
  }

  private static List<Violation> told(OneProcess one) {
    return one.told(ProcessEvent.LimitExceeded.class)
        .map(ProcessEvent.LimitExceeded::violation)
        .toList();
  }

  private static List<String> words(OneProcess one) {
    return told(one).stream()
        .map(violation -> violation.severity() + " " + violation.action())
        .toList();
  }

  @Test
  void isPatientWithProcessorTime() {
    try (OneProcess one = new OneProcess(folder)) {
      Map<String, Object> cpu = Map.of("max", "1", "action", "warn");
      Supervised process = one.start(Map.of("limits", Map.of("cpu", cpu)));
      LimitWatch watch = new LimitWatch(one.workshop());

      take(one, process, watch, 2, Duration.ofSeconds(10));
      take(one, process, watch, 0.5, Duration.ofSeconds(1));
      take(one, process, watch, 2, Duration.ofSeconds(10));
      assertThat(told(one)).isEmpty();
      take(one, process, watch, 2, Duration.ofSeconds(1));

      assertThat(words(one)).containsExactly("WARNING warn");
      assertThat(told(one).getFirst().measured()).isEqualTo(2);
    }
  }

  @Test
  void countsAnewWhatStaysOverAndHasMoreFollow() throws IOException {
    try (OneProcess one = new OneProcess(folder)) {
      Map<String, String> on = Map.of("critical", "throttle", "emergency", "restart");
      Map<String, Object> cpu = Map.of("max", "1", "for", "0s", "on", on);
      Supervised process = one.start(Map.of("limits", Map.of("cpu", cpu)));
      LimitWatch watch = new LimitWatch(one.workshop());
      Optional<ControlGroup> group = one.live().group();

      take(one, process, watch, 2, Duration.ofSeconds(62));
      assertThat(words(one)).containsExactly("WARNING warn", "WARNING warn", "CRITICAL throttle");
      if (group.isPresent()) {
        assertThat(quota(group.get())).startsWith("100000");
      } else {
        assertThat(niceness(one)).isEqualTo(19);
      }
      take(one, process, watch, 2, Duration.ofSeconds(7 * 30));

      assertThat(words(one)).hasSize(10).endsWith("EMERGENCY restart");
      one.awaitGeneration(2);
      assertThat(process.info().violations()).hasSize(10);
      take(one, process, watch, 2, Duration.ofSeconds(1));
      assertThat(words(one)).endsWith("WARNING warn");
    }
  }

  private static String quota(ControlGroup group) throws IOException {
    Path folder = group.folders().getFirst();
    return Files.readString(folder.resolve(group.unified() ? "cpu.max" : "cpu.cfs_quota_us"));
  }

  static int niceness(OneProcess one) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + one.live().child().pid() + "/stat"));
    return Integer.parseInt(stat.split(" ", -1)[18]);
  }
}
