package dev.patchbay.processes.usage;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a figure is going.
 *
 * @param level what it was lately, in its unit
 * @param slope what it grows by in an hour, by least squares
 * @param limit of it, where there is one
 * @param untilLimit when the limit is reached at that slope; empty if it is not within a week, or
 *     if it is no clear line
 */
public record Trend(
    double level, double slope, OptionalDouble limit, Optional<Duration> untilLimit) {
  /** Too few say nothing. */
  static final int FEWEST = 6;

  private static final int LATELY = 3;
  private static final double SECONDS_AN_HOUR = 3_600;
  private static final Duration HORIZON = Duration.ofDays(7);

  /**
   * The rise over the whole time must be so many standard deviations of what is beside the line.
   */
  private static final double CLEAR = 3;

  /**
   * @param values one each step, the oldest first; NaN where there is none
   * @param step seconds between them
   * @return empty if they are too few
   */
  public static Optional<Trend> of(double[] values, int step, OptionalDouble limit) {
    Line line = Line.through(values);
    if (line.count < FEWEST) {
      return Optional.empty();
    }
    double level = lately(values);
    double slope = line.slope / step * SECONDS_AN_HOUR;
    boolean clear = line.slope * (values.length - 1) > CLEAR * line.deviation;
    Optional<Duration> until =
        limit.isPresent()
            ? untilLimit(limit.getAsDouble() - level, clear ? slope : 0)
            : Optional.empty();
    return Optional.of(new Trend(level, slope, limit, until));
  }

  private static Optional<Duration> untilLimit(double room, double slope) {
    if (room <= 0) {
      return Optional.of(Duration.ZERO);
    }
    double seconds = slope > 0 ? room / slope * SECONDS_AN_HOUR : Double.MAX_VALUE;
    return seconds <= HORIZON.toSeconds()
        ? Optional.of(Duration.ofSeconds(Math.round(seconds)))
        : Optional.empty();
  }

  private static double lately(double[] values) {
    double sum = 0;
    int count = 0;
    for (int i = values.length - 1; i >= 0 && count < LATELY; i--) {
      if (!Double.isNaN(values[i])) {
        sum += values[i];
        count++;
      }
    }
    return sum / count;
  }

  /**
   * The straight line that fits best.
   *
   * @param slope by step
   * @param deviation root of the mean square of what is beside it
   */
  private record Line(int count, double slope, double deviation) {
    static Line through(double[] values) {
      int count = 0;
      double meanX = 0;
      double meanY = 0;
      for (int x = 0; x < values.length; x++) {
        if (!Double.isNaN(values[x])) {
          count++;
          meanX += x;
          meanY += values[x];
        }
      }
      if (count == 0) {
        return new Line(0, 0, 0);
      }
      meanX /= count;
      meanY /= count;
      // From the means on, so that large numbers do not swallow small differences.
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int x = 0; x < values.length; x++) {
        if (!Double.isNaN(values[x])) {
          xx += (x - meanX) * (x - meanX);
          xy += (x - meanX) * (values[x] - meanY);
          yy += (values[x] - meanY) * (values[x] - meanY);
        }
      }
      double slope = xx == 0 ? 0 : xy / xx;
      return new Line(count, slope, Math.sqrt(Math.max(0, yy - slope * xy) / count));
    }
  }
}
