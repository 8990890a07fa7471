package dev.patchbay.processes.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.score.Signs.Answer;
import dev.patchbay.processes.score.Signs.Pressure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {
  private static final Ending CRASH = new Ending.Code(1);

  private static Phase phase(String name) {
    return switch (name) {
      case "queued" -> new Phase.Queued();
      case "starting" -> new Phase.Starting();
      case "ready" -> new Phase.Running(true);
      case "unready" -> new Phase.Running(false);
      case "backing-off" -> new Phase.BackingOff(CRASH);
      case "failed" -> new Phase.Failed(CRASH);
      case "stopped" -> new Phase.Stopped(null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Good with its milliseconds of a second, bad, or no probe at all. */
  private static Optional<Answer> answer(String text) {
    Duration second = Duration.ofSeconds(1);
    return switch (text) {
      case "none" -> Optional.empty();
      case "bad" -> Optional.of(new Answer(Optional.of("refused"), Optional.empty(), second));
      default ->
          Optional.of(
              new Answer(
                  Optional.empty(), Optional.of(Duration.ofMillis(Long.parseLong(text))), second));
    };
  }

  @ParameterizedTest
  @CsvSource({
    // phase, liveness, readiness, restarts, share of memory, points
    "ready,       none, none, 0,  0,    100",
    "ready,       10,   10,   0,  0.8,  100",
    "ready,       bad,  none, 0,  0,    70",
    "ready,       none, bad,  0,  0,    90",
    "unready,     none, bad,  0,  0,    60",
    "unready,     bad,  bad,  0,  0,    30",
    "starting,    none, bad,  0,  0,    80",
    "backing-off, none, none, 3,  0,    25",
    "backing-off, none, none, 30, 0,    0",
    "ready,       none, none, 1,  0,    95",
    "ready,       none, none, 30, 0,    60",
    "ready,       none, none, 0,  0.9,  85",
    "ready,       none, none, 0,  1,    70",
    "ready,       none, none, 0,  7,    70",
    "ready,       250,  none, 0,  0,    100",
    "ready,       none, 625,  0,  0,    90",
    "ready,       2000, none, 0,  0,    80",
    "failed,      10,   10,   0,  0,    0",
  })
  void weighsWhatIsSeen(
      String phase, String liveness, String readiness, int restarts, double memory, int points) {
    Signs signs =
        new Signs(
            phase(phase),
            answer(liveness),
            answer(readiness),
            restarts,
            List.of(new Pressure("memory", memory)));

    Score score = Score.of(signs).orElseThrow();

    assertThat(score.points()).isEqualTo(points);
    int lost = score.reasons().stream().mapToInt(Score.Reason::lost).sum();
    assertThat(Math.max(0, 100 - lost)).isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"queued", "stopped"})
  void judgesNothingThatDoesNotRun(String phase) {
    assertThat(Score.of(new Signs(phase(phase), Optional.empty(), Optional.empty(), 9, List.of())))
        .isEmpty();
  }

  @Test
  void saysWhyWithWhatCostMostFirst() {
    Signs signs =
        new Signs(
            phase("unready"),
            answer("700"),
            answer("bad"),
            1,
            List.of(new Pressure("memory", 0.9), new Pressure("cpu", 0.1)));

    assertThat(
            Score.of(signs).orElseThrow().reasons().stream()
                .map(reason -> reason.lost() + " " + reason.text())
                .collect(Collectors.joining("; ")))
        .isEqualTo(
            "40 it is not ready; 15 memory at 90 % of its limit;"
                + " 12 its liveness probe took 700 of 1000 ms; 5 1 restart in the last hour");
  }
}
