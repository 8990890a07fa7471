package dev.patchbay.processes.limits;

import dev.patchbay.config.Quantities;
import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.processes.spec.Limit;
import java.time.Instant;

/**
 * One time that a limit was exceeded.
 *
 * @param allowed the limit as it was declared
 * @param max the same as a number: bytes, cores, a count or seconds
 * @param measured what it was, in the same unit
 * @param count how often this limit was exceeded in the last ten minutes, this time included
 * @param action what followed, in the contract's words
 */
public record Violation(
    Limit.Name limit,
    String allowed,
    double max,
    double measured,
    Severity severity,
    int count,
    String action,
    Instant at) {
  private static final double UNIT = 1024;
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

  /** The sentence for people. */
  public String text() {
    String much =
        "%s is %s, the limit is %s"
            .formatted(limit.key(), words(limit, measured), Quantities.spaced(allowed));
    return count == 1 ? much : much + "; " + count + " times in the last 10 minutes";
  }

  /** A figure with its unit, for people. */
  public static String words(Limit.Name limit, double value) {
    return switch (limit) {
      case MEMORY -> size(value);
      case CPU -> Quantities.number(value) + (value == 1 ? " core" : " cores");
      case PROCESSES, OPEN_FILES -> Quantities.number(value);
      case RUN_TIME -> Quantities.number(value) + " s";
      case DISK_READ, DISK_WRITE, NETWORK -> size(value) + "/s";
    };
  }

  private static String size(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= UNIT && unit < SIZES.length - 1) {
      value /= UNIT;
      unit++;
    }
    return Quantities.number(value) + " " + SIZES[unit];
  }
}
