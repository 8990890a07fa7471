package dev.patchbay.health;

import java.time.Duration;

/**
 * A check and how often it is made.
 *
 * @param interval from the beginning of one check to that of the next
 * @param timeout after which a check has failed
 * @param successes how many in a row make it good
 * @param failures how many in a row make it bad
 * @param startAllowance how long after the start failures do not count
 */
public record Probe(
    Check check,
    Duration interval,
    Duration timeout,
    int successes,
    int failures,
    Duration startAllowance) {
  public static final Duration INTERVAL = Duration.ofSeconds(10);
  public static final Duration TIMEOUT = Duration.ofSeconds(1);
  public static final int SUCCESSES = 1;
  public static final int FAILURES = 3;

  private static final Duration SHORTEST = Duration.ofMillis(10);

  public Probe {
    if (interval.compareTo(SHORTEST) < 0 || timeout.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("interval and timeout must be 10ms or more");
    }
    if (successes < 1 || failures < 1) {
      throw new IllegalArgumentException("successes and failures must be 1 or more");
    }
    if (startAllowance.isNegative()) {
      throw new IllegalArgumentException("startAllowance must not be negative");
    }
  }

  /** A check made as usual. */
  public static Probe of(Check check) {
    return new Probe(check, INTERVAL, TIMEOUT, SUCCESSES, FAILURES, Duration.ZERO);
  }
}
