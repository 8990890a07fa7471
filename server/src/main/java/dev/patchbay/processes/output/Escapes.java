package dev.patchbay.processes.output;

/**
 * Reads what a program prints as a person would: without the sequences that set colours, move the
 * cursor or name the window (ECMA-48).
 */
final class Escapes {
  private static final char BACKSPACE = '\b';
  private static final char BELL = '\u0007';
  private static final char ESCAPE = '\u001b';
  private static final char DELETE = '\u007f';

  /** CSI in one character. */
  private static final char CONTROL_SEQUENCE = '\u009b';

  private Escapes() {}

  /** The text without escape sequences and control characters; tabs stay. */
  static String without(String text) {
    int first = firstControl(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    plain.append(text, 0, first);
    int at = first;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ESCAPE || c == CONTROL_SEQUENCE) {
        int end = end(text, at);
        at = end < 0 ? text.length() : end;
      } else {
        if (c == BACKSPACE && !plain.isEmpty()) {
          plain.setLength(plain.length() - 1);
        } else if (!isControl(c)) {
          plain.append(c);
        }
        at++;
      }
    }
    return plain.toString();
  }

  private static int firstControl(String text) {
    int at = 0;
    while (at < text.length() && !isControl(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || (c >= DELETE && c < '\u00a0');
  }

  /** Where a text can be cut so that no sequence is cut at its end. */
  static int wholeLength(String text) {
    int last = Math.max(text.lastIndexOf(ESCAPE), text.lastIndexOf(CONTROL_SEQUENCE));
    return last >= 0 && end(text, last) < 0 ? last : text.length();
  }

  /** Behind the sequence that begins at a place; negative if it has no end. */
  private static int end(String text, int start) {
    if (text.charAt(start) == CONTROL_SEQUENCE) {
      return endOfControlSequence(text, start + 1);
    }
    if (start + 1 == text.length()) {
      return -1;
    }
    return switch (text.charAt(start + 1)) {
      case '[' -> endOfControlSequence(text, start + 2);
      case ']', 'P', 'X', '^', '_' -> endOfString(text, start + 2);
      default -> behindFinal(text, start + 1, '/');
    };
  }

  private static int endOfControlSequence(String text, int from) {
    return behindFinal(text, from, '?');
  }

  private static int endOfString(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == BELL) {
        return at + 1;
      }
      if (text.charAt(at) == ESCAPE) {
        return at + 1 < text.length() ? at + 2 : -1;
      }
    }
    return -1;
  }

  /**
   * @param last of the characters that may stand before the final one
   */
  private static int behindFinal(String text, int from, char last) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= last) {
      at++;
    }
    return at < text.length() ? at + 1 : -1;
  }
}
