package dev.patchbay.processes.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertRule;
import dev.patchbay.processes.alerts.Figure;
import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.processes.score.Score.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeTest {
  private static final Score WELL = new Score(100, List.of());

  private static Score score(int points, String why) {
    return new Score(points, List.of(new Reason(100 - points, why, "")));
  }

  private static Alert alert(Severity severity, String subject) {
    AlertRule rule =
        new AlertRule("r", severity, Figure.MACHINE_MEMORY, true, 95, Duration.ZERO, Duration.ZERO);
    return new Alert(rule, subject, subject, 99, "", Instant.EPOCH);
  }

  @Test
  void isGoodWhereNothingIsWrong() {
    assertThat(Whole.of(Map.of(), List.of())).isEqualTo(new Whole(100, List.of()));
    assertThat(Whole.of(Map.of("a", WELL), List.of()).points()).isEqualTo(100);
  }

  @Test
  void isAsGoodAsTheWorst() {
    Whole whole =
        Whole.of(
            Map.of("a", WELL, "b", score(60, "it is not ready"), "c", score(95, "1 restart")),
            List.of());

    assertThat(whole)
        .isEqualTo(
            new Whole(
                60,
                List.of(
                    new Whole.Reason(60, "b: it is not ready"),
                    new Whole.Reason(95, "c: 1 restart"))));
  }

  @Test
  void countsAlertsOfTheMachineAlone() {
    assertThat(Whole.of(Map.of(), List.of(alert(Severity.EMERGENCY, ""))).points()).isEqualTo(10);
    assertThat(Whole.of(Map.of(), List.of(alert(Severity.EMERGENCY, "a"))).points()).isEqualTo(100);
  }
}
