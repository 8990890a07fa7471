package dev.patchbay.terminals.attention;

/** Makes text that a program chose fit to be shown to people outside its own screen. */
final class CleanText {
  private CleanText() {}

  /**
   * In one line, without controls, and without characters that turn the direction of text or are
   * not seen at all.
   *
   * @param max most characters; more are cut off
   */
  static String of(String text, int max) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length() && clean.length() < max; ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isWhitespace(codePoint) || Character.isISOControl(codePoint)) {
        if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
          clean.append(' ');
        }
      } else if (isShown(codePoint)) {
        clean.appendCodePoint(codePoint);
      }
    }
    return clean.toString().strip();
  }

  static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
