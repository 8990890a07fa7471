package dev.patchbay.cli;

/**
 * {@code CSI} and what follows, taken apart.
 *
 * @param prefix one of {@code <=>?}, or a blank
 * @param parameters with their separators
 * @param intermediates mostly none
 */
record ControlSequence(char prefix, String parameters, String intermediates, char end) {
  /**
   * @param text from ESC to the final character
   */
  static ControlSequence parse(String text) {
    int last = text.length() - 1;
    int start = 2;
    char prefix = ' ';
    if (start < last && "<=>?".indexOf(text.charAt(start)) >= 0) {
      prefix = text.charAt(start++);
    }
    int stop = start;
    while (stop < last && text.charAt(stop) >= '0' && text.charAt(stop) <= ';') {
      stop++;
    }
    return new ControlSequence(
        prefix, text.substring(start, stop), text.substring(stop, last), text.charAt(last));
  }

  /** Whether a terminal would answer. The names are xterm's. */
  boolean isQuery() {
    return switch (intermediates + end) {
      // DA1, DA2, DA3; with a question mark it is the Linux console's cursor.
      case "c" -> prefix != '?';
      // DSR; with > it turns a mode off.
      case "n" -> prefix == ' ' || prefix == '?';
      // XTVERSION; without > it is another thing.
      case "q" -> prefix == '>';
      // DECRQM, DECRQPSR, DECRQUPSS, DECRQTSR, DECRQCRA, XTREPORTSGR.
      case "$p", "$w", "&u", "$u", "*y", "#|" -> true;
      // DECREQTPARM.
      case "x" -> prefix == ' ';
      // The kitty keyboard's flags.
      case "u" -> prefix == '?';
      // XTSMGRAPHICS.
      case "S" -> prefix == '?';
      case "t" -> prefix == ' ' && asksForWindow();
      // In-band reports of the size, the first of which comes at once.
      case "h" -> prefix == '?' && parameters.equals("2048");
      default -> false;
    };
  }

  /** XTWINOPS: state, position, size, title. */
  private boolean asksForWindow() {
    return switch (parameters.split(";", -1)[0]) {
      case "11", "13", "14", "15", "16", "18", "19", "20", "21" -> true;
      default -> false;
    };
  }

  /** Whether it sets or resets one of the DEC private modes. */
  boolean switches(String mode) {
    if (prefix != '?' || !intermediates.isEmpty() || (end != 'h' && end != 'l')) {
      return false;
    }
    for (String parameter : parameters.split(";", -1)) {
      if (parameter.equals(mode)) {
        return true;
      }
    }
    return false;
  }
}
