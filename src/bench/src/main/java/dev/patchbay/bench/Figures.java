package dev.patchbay.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What is made of many measurements. */
final class Figures {
  private Figures() {}

  static double median(Collection<Double> values) {
    return percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }

  /** The smallest value that so many per cent do not exceed; NaN where there are none. */
  static double percentile(double[] values, double percent) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }

  /** With so many digits after the point, the same on every machine. */
  static String number(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** The median and, after it, between what the runs lay; says so where there was none. */
  static String spread(int digits, Collection<Double> values) {
    if (values.isEmpty()) {
      return Row.NOT_FOUND;
    }
    String middle = number(digits, median(values));
    if (values.size() < 2) {
      return middle;
    }
    double least = values.stream().min(Double::compare).orElseThrow();
    double most = values.stream().max(Double::compare).orElseThrow();
    return middle + " (" + number(digits, least) + "–" + number(digits, most) + ")";
  }
}
