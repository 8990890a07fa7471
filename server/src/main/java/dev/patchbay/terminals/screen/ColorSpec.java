package dev.patchbay.terminals.screen;

import java.util.Locale;

/** Colours as X11 writes them: {@code rgb:r/g/b} and {@code #rgb}, one to four digits each. */
final class ColorSpec {
  private static final int MAX_DIGITS = 4;

  private ColorSpec() {}

  /** Red, green and blue, a byte each; -1 for anything else, names included. */
  static int parse(String spec) {
    String text = spec.toLowerCase(Locale.ROOT);
    if (text.startsWith("rgb:")) {
      String[] parts = text.substring(4).split("/", -1);
      return parts.length == 3 ? scaled(parts) : -1;
    }
    if (text.startsWith("#") && (text.length() - 1) % 3 == 0) {
      int digits = (text.length() - 1) / 3;
      return digits >= 1 && digits <= MAX_DIGITS ? shifted(text.substring(1), digits) : -1;
    }
    return -1;
  }

  private static int scaled(String[] parts) {
    int digits = parts[0].length();
    int color = 0;
    for (String part : parts) {
      int value = part.length() == digits && digits <= MAX_DIGITS ? hex(part) : -1;
      if (value < 0) {
        return -1;
      }
      int max = (1 << (4 * digits)) - 1;
      color = color << 8 | (int) Math.round((double) value / max * 255);
    }
    return color;
  }

  private static int shifted(String text, int digits) {
    int color = 0;
    for (int i = 0; i < 3; i++) {
      int value = hex(text.substring(i * digits, (i + 1) * digits));
      if (value < 0) {
        return -1;
      }
      color = color << 8 | (digits == 1 ? value << 4 : value >> (4 * (digits - 2)));
    }
    return color;
  }

  private static int hex(String text) {
    int value = text.isEmpty() ? -1 : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      value = digit < 0 ? -1 : (value << 4) | digit;
    }
    return value;
  }
}
