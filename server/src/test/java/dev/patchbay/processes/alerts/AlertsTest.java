package dev.patchbay.processes.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.alerts.Reading.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fold with a clock of its own: it is turned by the tests. */
class AlertsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Alerts alerts = Alerts.NONE;
  private final List<String> told = new ArrayList<>();

  private static AlertRule rule(String name, boolean above, int threshold, int duration, int cool) {
    return new AlertRule(
        name,
        Severity.WARNING,
        Figure.MEMORY,
        above,
        threshold,
        Duration.ofSeconds(duration),
        Duration.ofSeconds(cool));
  }

  private static Subject subject(String id, double memory) {
    return new Subject(
        id, "name-" + id, Double.isNaN(memory) ? Map.of() : Map.of(Figure.MEMORY, memory));
  }

  private void read(int second, List<AlertRule> rules, Subject... subjects) {
    Alerts.Step step =
        alerts.next(
            new Reading(second * 1_000_000_000L, START.plusSeconds(second), List.of(subjects)),
            rules);
    alerts = step.alerts();
    for (AlertChange change : step.changes()) {
      told.add(
          second
              + switch (change) {
                case AlertChange.Raised(Alert alert) -> " raised " + alert.id();
                case AlertChange.Cleared(Alert alert, _) -> " cleared " + alert.id();
              });
    }
  }

  /** Readings as second and value; what is told as second and + or -. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // side | for | cool-down | readings                     | told
        "above  | 0  | 0  | 0:90 1:91 2:91 3:90                  | 1+ 3-",
        "above  | 5  | 0  | 0:95 4:95 5:95 6:95                  | 5+",
        "above  | 5  | 0  | 0:95 4:95 5:10 6:95 10:95 11:95      | 11+",
        "above  | 0  | 10 | 0:95 1:10 2:95 10:95 11:95 12:10     | 0+ 1- 11+ 12-",
        "above  | 3  | 10 | 0:95 3:95 4:10 5:95 14:95 16:95 17:95 | 3+ 4- 17+",
        "above  | 0  | 10 | 0:95 1:10 30:10 31:95                | 0+ 1- 31+",
        "above  | 0  | 0  | 0:95 1:- 2:95                        | 0+ 1- 2+",
        "below  | 0  | 0  | 0:90 1:89 2:90                       | 1+ 2-",
        "below  | 0  | 0  | 0:- 1:-                              | ''",
      })
  void raisesWhatIsBadForLongEnoughAndNotAgainTooSoon(
      String side, int duration, int coolDown, String readings, String expected) {
    AlertRule rule = rule("memory", side.equals("above"), 90, duration, coolDown);
    for (String reading : readings.split(" ", -1)) {
      String[] parts = reading.split(":", 2);
      double value = parts[1].equals("-") ? Double.NaN : Double.parseDouble(parts[1]);
      read(Integer.parseInt(parts[0]), List.of(rule), subject("p", value));
    }

    assertThat(
            String.join(
                " ",
                told.stream()
                    .map(line ->
                        line.replace(" raised memory:p", "+").replace(" cleared memory:p", "-"))
                    .toList()))
        .isEqualTo(expected);
  }

  @Test
  void keepsSubjectsAndRulesApart() {
    List<AlertRule> rules = List.of(rule("high", true, 50, 0, 0), rule("highest", true, 90, 0, 0));

    read(0, rules, subject("a", 60), subject("b", 95));
    read(1, rules, subject("a", 95), subject("b", 10));

    assertThat(told)
        .containsExactly(
            "0 raised high:a",
            "0 raised high:b",
            "0 raised highest:b",
            "1 raised highest:a",
            "1 cleared high:b",
            "1 cleared highest:b");
    assertThat(alerts.raised()).extracting(Alert::id).containsExactly("high:a", "highest:a");
  }

  @Test
  void clearsWhatIsOfNobodyAnyMore() {
    List<AlertRule> rules = List.of(rule("high", true, 50, 0, 60));
    read(0, rules, subject("a", 60), subject("b", 60));

    read(1, rules, subject("b", 60));
    read(2, rules, subject("a", 60), subject("b", 60));

    assertThat(told)
        .containsExactly(
            "0 raised high:a", "0 raised high:b", "1 cleared high:a", "2 raised high:a");
  }

  @Test
  void tellsWhatIsWrongWithWhatWasReadFirst() {
    read(7, List.of(rule("high", true, 90, 0, 0)), subject("a", 91.25));
    read(8, List.of(rule("high", true, 90, 0, 0)), subject("a", 99));

    Alert alert = alerts.raised().getFirst();
    assertThat(alert.text()).isEqualTo("name-a: memory is 91.3 % of its limit, more than 90");
    assertThat(alert.raisedAt()).isEqualTo(START.plusSeconds(7));
  }

  @Test
  void showsTheWorstFirst() {
    List<AlertRule> rules =
        AlertRule.defaults().stream()
            .filter(rule -> rule.figure() == Figure.MACHINE_MEMORY)
            .toList();
    for (int second : new int[] {0, 30}) {
      read(second, rules, new Subject("", "", Map.of(Figure.MACHINE_MEMORY, 99.0)));
    }

    assertThat(alerts.raised())
        .extracting(Alert::id)
        .containsExactly("machine-memory-gone", "machine-memory");
    assertThat(alerts.raised().getFirst().text())
        .isEqualTo("the machine: machine-memory is 99 % taken, more than 98");
  }
}
