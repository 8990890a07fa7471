package dev.patchbay.health;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts checks of one incarnation of a service and tells when they change what is known of it. A
 * value: each check gives the next one.
 *
 * @param known whether it is known to be good, or bad; empty at first
 * @param successes in a row
 * @param failures in a row
 */
record Tally(Optional<Boolean> known, int successes, int failures) {
  static final Tally NONE = new Tally(Optional.empty(), 0, 0);

  /** Whether failures do not count yet. */
  boolean isExcused(Probe probe, Duration age) {
    return known.isEmpty() && age.compareTo(probe.startAllowance()) < 0;
  }

  /**
   * @param age since the incarnation was started
   */
  Tally with(Verdict verdict, Probe probe, Duration age) {
    return switch (verdict) {
      case Verdict.Good _ -> {
        int row = Math.min(successes + 1, probe.successes());
        yield new Tally(row >= probe.successes() ? Optional.of(true) : known, row, 0);
      }
      case Verdict.Bad _ -> {
        int row = isExcused(probe, age) ? 0 : Math.min(failures + 1, probe.failures());
        yield new Tally(row >= probe.failures() ? Optional.of(false) : known, 0, row);
      }
    };
  }
}
