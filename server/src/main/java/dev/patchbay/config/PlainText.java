package dev.patchbay.config;

/**
 * Text that somebody else chose (names, folders, titles, versions), made fit for people's eyes:
 * none of its characters moves a cursor, ends a line, turns the direction of text, or is not seen
 * at all.
 */
public final class PlainText {
  private static final int LAST_OF_ASCII = '~';

  private PlainText() {}

  /** In one line: a space for each control and line end, nothing for what is not seen. */
  public static String of(String text) {
    if (isAsciiLine(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (breaksLine(c)) {
            plain.append(' ');
          } else if (isSeen(c)) {
            plain.appendCodePoint(c);
          }
        });
    return plain.toString();
  }

  /**
   * The same with one space for every run of white space, and none at the ends.
   *
   * @param max most characters; more are cut off
   */
  public static String of(String text, int max) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length() && plain.length() < max; ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isWhitespace(codePoint) || breaksLine(codePoint)) {
        if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
          plain.append(' ');
        }
      } else if (isSeen(codePoint)) {
        plain.appendCodePoint(codePoint);
      }
    }
    return plain.toString().strip();
  }

  /**
   * With the escapes of JSON and Java for what {@link #of(String)} would change, so that nothing is
   * lost. JSON stays the same JSON.
   */
  public static String escaped(String text) {
    if (isAsciiLine(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (breaksLine(c) || !isSeen(c)) {
            for (char unit : Character.toChars(c)) {
              escaped.append("\\u%04x".formatted((int) unit));
            }
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }

  /** Whether a text has controls, line ends among them. */
  public static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static boolean isAsciiLine(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= LAST_OF_ASCII);
  }

  private static boolean breaksLine(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
