package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.patchbay.os.Niceness;
import dev.patchbay.processes.OverloadRule.LowPriority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to real processes while the machine has too much to do. */
class ReliefTest {
  @TempDir private Path folder;

  private static List<Pace> told(OneProcess one) {
    return one.told(ProcessEvent.Paced.class).map(ProcessEvent.Paced::pace).toList();
  }

  private static char state(OneProcess one) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + one.live().child().pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  @Test
  void slowsLowPriorityAndGivesItBack() throws IOException {
    assumeThat(Niceness.canBeUndone()).isTrue();
    try (OneProcess one = new OneProcess(folder)) {
      Supervised process = one.start(Map.of("priority", "low"));
      Relief relief = new Relief(one.workshop());
      relief.look(List.of(process), false, LowPriority.SLOW);
      assertThat(LimitWatchTest.niceness(one)).isEqualTo(5);

      relief.look(List.of(process), true, LowPriority.SLOW);
      assertThat(LimitWatchTest.niceness(one)).isEqualTo(19);
      assertThat(process.info().status())
          .isEqualTo("Running, slowed while the machine has too much to do");
      relief.look(List.of(process), true, LowPriority.SLOW);
      relief.look(List.of(process), false, LowPriority.SLOW);

      assertThat(LimitWatchTest.niceness(one)).isEqualTo(5);
      assertThat(told(one)).containsExactly(Pace.SLOWED, Pace.NORMAL);
    }
  }

  @Test
  void pausesWhatNothingProbesWhereThatIsAllowed() throws IOException {
    try (OneProcess one = new OneProcess(folder)) {
      Supervised process = one.start(Map.of("priority", "low"));
      Relief relief = new Relief(one.workshop());

      relief.look(List.of(process), true, LowPriority.PAUSE);

      Awaitility.await().until(() -> state(one) == 'T');
      assertThat(process.info().pace()).isEqualTo(Pace.PAUSED);
      relief.look(List.of(process), false, LowPriority.PAUSE);
      Awaitility.await().until(() -> state(one) == 'S');
      assertThat(told(one)).containsExactly(Pace.PAUSED, Pace.NORMAL);
    }
  }

  @Test
  void slowsOnlyWhatAProbeWouldTakeForDeadAndLeavesTheOthersAlone() throws IOException {
    try (OneProcess one = new OneProcess(folder)) {
      Map<String, Object> health = Map.of("command", List.of("true"), "interval", "1h");
      Supervised process = one.start(Map.of("priority", "low", "health", health));
      new Relief(one.workshop()).look(List.of(process), true, LowPriority.PAUSE);
      assertThat(process.info().pace()).isNotEqualTo(Pace.PAUSED);
    }
    try (OneProcess one = new OneProcess(folder)) {
      Supervised process = one.start(Map.of());
      new Relief(one.workshop()).look(List.of(process), true, LowPriority.PAUSE);
      assertThat(process.info().pace()).isEqualTo(Pace.NORMAL);
      assertThat(told(one)).isEmpty();
    }
  }
}
