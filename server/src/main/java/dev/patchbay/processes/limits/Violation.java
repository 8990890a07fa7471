package dev.patchbay.processes.limits;

import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.processes.spec.Limit;
import java.time.Instant;
import java.util.Locale;

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
        "%s is %s, the limit is %s".formatted(limit.key(), words(limit, measured), spaced(allowed));
    return count == 1 ? much : much + "; " + count + " times in the last 10 minutes";
  }

  /** 512MiB as 512 MiB. */
  private static String spaced(String quantity) {
    return quantity.replaceFirst("^([0-9.]+)([A-Za-z])", "$1 $2");
  }

  /** A figure with its unit, for people. */
  public static String words(Limit.Name limit, double value) {
    return switch (limit) {
      case MEMORY -> size(value);
      case CPU -> number(value) + (value == 1 ? " core" : " cores");
      case PROCESSES, OPEN_FILES -> number(value);
      case RUN_TIME -> number(value) + " s";
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
    return number(value) + " " + SIZES[unit];
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
