package dev.patchbay.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values as people write them: {@code 1h30m}, {@code 512MiB}, {@code 40%}, {@code yes}. Each method
 * throws an IllegalArgumentException that says what to write instead, or an ArithmeticException
 * where a number is too large.
 */
public final class Quantities {
  private static final Pattern PART = Pattern.compile("(\\d{1,12}) ?([a-zA-Z]{1,3}) ?");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?) ?([a-zA-Z]{1,3})");

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}) ?%");
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?(0|[1-9][0-9]*|0o[0-7]+|0x[0-9a-fA-F]+)");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d{1,15}(\\.\\d*)?|\\.\\d+)");

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private static final String SIZE_LETTERS = "bkmgt";

  private Quantities() {}

  public static Duration duration(String text) {
    if (text.strip().equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(text.strip());
    Duration sum = Duration.ZERO;
    Set<String> units = new HashSet<>();
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      Duration unit = TIMES.get(part.group(2));
      if (unit == null) {
        throw new IllegalArgumentException("\"" + text + "\" has a unit other than ms, s, m, h, d");
      }
      if (!units.add(part.group(2))) {
        throw new IllegalArgumentException("\"" + text + "\" has a unit twice");
      }
      sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
    }
    if (end == 0 || end < text.strip().length()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration such as 500ms, 10s, 1h30m or 7d");
    }
    return sum;
  }

  /**
   * @return bytes; letters alone mean powers of 1024, as those of memory do
   */
  public static long size(String text) {
    if (text.strip().equals("0")) {
      return 0;
    }
    Matcher form = SIZE.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a size such as 64KiB, 512M or 2g");
    }
    String unit = form.group(2).toLowerCase(Locale.ROOT);
    int power = SIZE_LETTERS.indexOf(unit.charAt(0));
    String rest = unit.substring(1);
    if (power < 0 || !(rest.isEmpty() || (power > 0 && (rest.equals("ib") || rest.equals("b"))))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has a unit other than B, KiB, MiB, GiB, TiB, or k, m, g, t");
    }
    return new BigDecimal(form.group(1))
        .multiply(BigDecimal.valueOf(1L << (10 * power)))
        .setScale(0, RoundingMode.DOWN)
        .longValueExact();
  }

  /**
   * @param whole what a share is of, in bytes
   * @return bytes
   */
  public static long sizeOrShare(String text, long whole) {
    return text.strip().endsWith("%") ? whole / 100 * percent(text) : size(text);
  }

  /** Such as {@code 40%}. */
  private static int percent(String text) {
    Matcher share = SHARE.matcher(text.strip());
    if (!share.matches() || Integer.parseInt(share.group(1)) > 100) {
      throw new IllegalArgumentException("\"" + text + "\" is not a share such as 40%");
    }
    return Integer.parseInt(share.group(1));
  }

  /** A number of cores, or a percentage of one, as {@code top} shows it. */
  public static double cores(String text) {
    String number = text.strip();
    try {
      return number.endsWith("%")
          ? decimal(number.substring(0, number.length() - 1).strip()) / 100
          : decimal(number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a number of cores such as 0.5 or 2, or 80% of one", e);
    }
  }

  /** 512MiB as 512 MiB, for people. */
  public static String spaced(String quantity) {
    return quantity.replaceFirst("^([0-9.]+)([A-Za-z])", "$1 $2");
  }

  /** A number for people: with one decimal at most. */
  public static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  public static int wholeNumber(String text) {
    String number = text.strip();
    if (!WHOLE.matcher(number).matches()) {
      throw new IllegalArgumentException(
          number.matches("[-+]?0\\d+")
              ? "\"" + text + "\" begins with 0: write " + withoutZeros(number)
              : "\"" + text + "\" is not a whole number");
    }
    String digits = number.replaceFirst("^[-+]", "");
    long value =
        digits.length() > 20
            ? Long.MAX_VALUE
            : digits.startsWith("0o")
                ? Long.parseLong(digits.substring(2), 8)
                : digits.startsWith("0x")
                    ? Long.parseLong(digits.substring(2), 16)
                    : new BigDecimal(digits).longValueExact();
    return Math.toIntExact(number.startsWith("-") ? -value : value);
  }

  private static String withoutZeros(String number) {
    String plain = number.replaceFirst("^([-+]?)0+(?=\\d)", "$1");
    return plain + (plain.matches("[0-7]+") ? ", or 0o" + plain + " for an octal number" : "");
  }

  public static double decimal(String text) {
    if (!DECIMAL.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a number such as 2 or 0.5");
    }
    return Double.parseDouble(text.strip());
  }

  /** As YAML has it, and as people mean it. */
  public static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  /** A constant of an enumeration by its name, written {@code lower-dash}. */
  public static <T extends Enum<T>> T constant(String text, Class<T> type) {
    List<String> names = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", names));
  }
}
