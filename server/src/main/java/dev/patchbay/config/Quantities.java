package dev.patchbay.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 500ms}, {@code 10s}, {@code 512MiB}. */
public final class Quantities {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?([a-zA-Z]{1,3})");

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}) ?%");

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private static final Map<String, Long> SIZES =
      Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib", 1L << 40);

  private Quantities() {}

  /**
   * @throws IllegalArgumentException if it is no duration
   */
  public static Duration duration(String text) {
    Matcher form = match(text, "a duration such as 500ms, 10s, 5m, 2h or 7d");
    Duration unit = TIMES.get(form.group(2));
    if (unit == null) {
      throw new IllegalArgumentException("\"" + text + "\" has a unit other than ms, s, m, h, d");
    }
    return unit.multipliedBy(Long.parseLong(form.group(1)));
  }

  /**
   * @return bytes
   * @throws IllegalArgumentException if it is no size
   */
  public static long size(String text) {
    Matcher form = match(text, "a size such as 64KiB, 512MiB or 2GiB");
    Long unit = SIZES.get(form.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new IllegalArgumentException("\"" + text + "\" has a unit other than B, KiB, MiB, GiB");
    }
    return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
  }

  /**
   * @param whole what a share is of, in bytes
   * @return bytes
   * @throws IllegalArgumentException if it is neither a size nor a share
   */
  public static long sizeOrShare(String text, long whole) {
    if (!text.strip().endsWith("%")) {
      return size(text);
    }
    Matcher share = SHARE.matcher(text.strip());
    if (!share.matches() || Integer.parseInt(share.group(1)) > 100) {
      throw new IllegalArgumentException("\"" + text + "\" is not a share such as 40%");
    }
    return whole / 100 * Integer.parseInt(share.group(1));
  }

  private static Matcher match(String text, String wanted) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not " + wanted);
    }
    return form;
  }
}
