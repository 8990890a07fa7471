package dev.patchbay.processes.lifecycle;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a restart waits: from the first delay to the longest in geometric steps, as systemd's
 * RestartSteps, with jitter, so that what failed together does not come back together.
 *
 * @param first after the second failure in a row; the first restart does not wait
 * @param longest reached after {@value #STEPS} more
 */
public record BackOff(Duration first, Duration longest) {
  static final int STEPS = 6;

  /** To each side, as a share of the delay. */
  static final double JITTER = 0.2;

  public static final BackOff USUAL = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  public BackOff {
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("delay must be 0s or more, and maxDelay not below it");
    }
  }

  /**
   * @param failures restarts in a row so far, 1 or more
   */
  public Duration delay(int failures, RandomGenerator random) {
    double step = Math.min(STEPS, failures - 1) / (double) STEPS;
    double base = first.toNanos();
    double nanos =
        first.isZero()
            ? longest.toNanos() * (step == 0 ? 0 : Math.pow(0.5, STEPS * (1 - step)))
            : base * Math.pow(longest.toNanos() / base, step);
    double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofNanos((long) (nanos * jitter));
  }
}
