package dev.patchbay.processes.score;

import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The health of all together: that of the worst, since nothing good elsewhere makes up for it.
 *
 * @param points from 0 to 100
 * @param reasons the worst first, a few of them
 */
public record Whole(int points, List<Reason> reasons) {
  private static final int BEST = 100;
  private static final int MOST_REASONS = 5;

  /** What an alert of the machine itself leaves; those of processes are in their scores. */
  private static final Map<Severity, Integer> MACHINE =
      Map.of(Severity.WARNING, 70, Severity.CRITICAL, 40, Severity.EMERGENCY, 10);

  /**
   * @param points what is left because of it
   * @param text for people
   */
  public record Reason(int points, String text) {}

  public Whole {
    reasons = List.copyOf(reasons);
  }

  /**
   * @param scores by the process's name
   * @param alerts that are raised
   */
  public static Whole of(Map<String, Score> scores, List<Alert> alerts) {
    List<Reason> reasons = new ArrayList<>();
    scores.forEach((name, score) -> {
      if (score.points() < BEST) {
        reasons.add(new Reason(score.points(), name + ": " + score.reasons().getFirst().text()));
      }
    });
    alerts.stream()
        .filter(alert -> alert.subject().isEmpty())
        .forEach(alert ->
            reasons.add(
                new Reason(MACHINE.getOrDefault(alert.rule().severity(), 0), alert.text())));
    reasons.sort(Comparator.comparingInt(Reason::points).thenComparing(Reason::text));
    return new Whole(
        reasons.isEmpty() ? BEST : reasons.getFirst().points(),
        reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
  }
}
