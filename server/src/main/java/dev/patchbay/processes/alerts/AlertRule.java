package dev.patchbay.processes.alerts;

import java.time.Duration;
import java.util.List;

/**
 * When an alert is raised, and when it is cleared: as soon as the figure is on the good side again.
 *
 * @param name {@code lower-dash}
 * @param above whether more than the threshold is bad, else less
 * @param duration for which it must be bad without a break
 * @param coolDown after it was cleared, before it is raised anew
 */
public record AlertRule(
    String name,
    Severity severity,
    Figure figure,
    boolean above,
    double threshold,
    Duration duration,
    Duration coolDown) {
  /** Unless a rule says otherwise. */
  public static final Duration COOL_DOWN = Duration.ofMinutes(5);

  public AlertRule {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("an alert's name consists of a-z, 0-9 and dashes");
    }
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("a threshold must be a number");
    }
    if (duration.isNegative() || coolDown.isNegative()) {
      throw new IllegalArgumentException("for and cool-down must not be negative");
    }
  }

  /** What is watched unless the configuration says otherwise. */
  public static List<AlertRule> defaults() {
    return List.of(
        below("failed", Severity.CRITICAL, Figure.HEALTH, 1, 0),
        below("unhealthy", Severity.WARNING, Figure.HEALTH, 50, 60),
        above("failing", Severity.WARNING, Figure.FAILURES, 3, 0),
        above("killed-for-memory", Severity.WARNING, Figure.MEMORY_KILLS, 0, 0),
        above("flapping", Severity.WARNING, Figure.RESTARTS, 20, 0),
        above("memory", Severity.WARNING, Figure.MEMORY, 90, 60),
        above("over-limit", Severity.WARNING, Figure.VIOLATIONS, 0, 0),
        above("over-limit-again", Severity.CRITICAL, Figure.VIOLATIONS, 2, 0),
        above("over-limit-often", Severity.EMERGENCY, Figure.VIOLATIONS, 9, 0),
        below("limit-near", Severity.WARNING, Figure.LIMIT_IN, 15, 60),
        above("machine-memory", Severity.CRITICAL, Figure.MACHINE_MEMORY, 95, 30),
        above("machine-memory-gone", Severity.EMERGENCY, Figure.MACHINE_MEMORY, 98, 10),
        new AlertRule(
            "overload",
            Severity.CRITICAL,
            Figure.OVERLOAD,
            true,
            0,
            Duration.ZERO,
            Duration.ofSeconds(10)),
        new AlertRule(
            "storage",
            Severity.CRITICAL,
            Figure.STORAGE,
            true,
            0,
            Duration.ZERO,
            Duration.ofSeconds(10)),
        above("refusals", Severity.WARNING, Figure.REFUSALS, 4, 0));
  }

  private static AlertRule above(
      String name, Severity severity, Figure figure, double threshold, int seconds) {
    return new AlertRule(
        name, severity, figure, true, threshold, Duration.ofSeconds(seconds), COOL_DOWN);
  }

  private static AlertRule below(
      String name, Severity severity, Figure figure, double threshold, int seconds) {
    return new AlertRule(
        name, severity, figure, false, threshold, Duration.ofSeconds(seconds), COOL_DOWN);
  }

  /** What is not known is not bad. */
  boolean isBad(double value) {
    return above ? value > threshold : value < threshold;
  }
}
