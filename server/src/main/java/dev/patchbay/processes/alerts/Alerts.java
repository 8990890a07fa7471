package dev.patchbay.processes.alerts;

import dev.patchbay.processes.alerts.Reading.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where all rules stand: a value, from which each reading makes the next. */
public final class Alerts {
  public static final Alerts NONE = new Alerts(Map.of());

  /** Without those that are calm. */
  private final Map<Key, Standing> standings;

  private record Key(String rule, String subject) {}

  /** What a reading leads to. */
  public record Step(Alerts alerts, List<AlertChange> changes) {
    public Step {
      changes = List.copyOf(changes);
    }
  }

  private Alerts(Map<Key, Standing> standings) {
    this.standings = Map.copyOf(standings);
  }

  /** Who is no longer among the subjects has nothing to complain of. */
  public Step next(Reading reading, List<AlertRule> rules) {
    Map<Key, Standing> next = new HashMap<>();
    List<AlertChange> changes = new ArrayList<>();
    for (Subject subject : reading.subjects()) {
      for (AlertRule rule : rules) {
        Key key = new Key(rule.name(), subject.id());
        Standing before = standings.getOrDefault(key, new Standing.Calm());
        double value = subject.figures().getOrDefault(rule.figure(), Double.NaN);
        String detail = subject.details().getOrDefault(rule.figure(), "");
        Alert alert = new Alert(rule, subject.id(), subject.name(), value, detail, reading.time());
        Standing after = Standing.next(before, rule.isBad(value), reading.nanos(), alert);
        if (!(after instanceof Standing.Calm)) {
          next.put(key, after);
        }
        if (after instanceof Standing.Raised(Alert raised) && !after.equals(before)) {
          changes.add(new AlertChange.Raised(raised));
        }
        if (before instanceof Standing.Raised(Alert raised) && !after.equals(before)) {
          changes.add(new AlertChange.Cleared(raised, reading.time()));
        }
      }
    }
    standings.forEach((key, standing) -> {
      boolean gone = reading.subjects().stream().noneMatch(it -> it.id().equals(key.subject));
      if (gone && standing instanceof Standing.Raised(Alert raised)) {
        changes.add(new AlertChange.Cleared(raised, reading.time()));
      }
    });
    return new Step(new Alerts(next), changes);
  }

  /** Those that are raised, the worst first, then the oldest. */
  public List<Alert> raised() {
    return standings.values().stream()
        .flatMap(standing ->
            standing instanceof Standing.Raised(Alert alert)
                ? java.util.stream.Stream.of(alert)
                : java.util.stream.Stream.empty())
        .sorted(
            Comparator.<Alert, Severity>comparing(alert -> alert.rule().severity())
                .reversed()
                .thenComparing(Alert::raisedAt)
                .thenComparing(Alert::id))
        .toList();
  }
}
