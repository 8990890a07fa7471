package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What a program has done to the terminal that must be undone, and how that is done. */
final class ScreenModes {
  /** Harmless where nothing was set. Nothing in it moves the cursor. */
  private static final String USUAL =
      // Mouse, focus, bracketed paste, synchronised output, colour scheme, size reports.
      "\033[?9l\033[?1000l\033[?1002l\033[?1003l\033[?1005l\033[?1006l\033[?1015l\033[?1016l"
          + "\033[?1004l\033[?2004l\033[?2026l\033[?2031l\033[?2048l"
          // Cursor keys, keypad, and the two ways of telling keys apart.
          + "\033[?1l\033>\033[=0;1u\033[>4;0m"
          // Wrap at the margin, no insertion, no reverse screen, no margins at the sides.
          + "\033[?7h\033[4l\033[?5l\033[?69l"
          // All rows scroll, which moves the cursor, so it is saved and brought back.
          + "\0337\033[r\0338"
          // Charset, hyperlink, colours, cursor.
          + "\017\033(B\033]8;;\033\\\033[0m\033[0 q\033[?25h";

  private static final String KEEPS_CURSOR = "1049";
  private static final String ORIGIN_OFF = "\033[?6l";
  private static final String OLD_COLOURS =
      "\033]104\033\\\033]110\033\\\033]111\033\\\033]112\033\\";
  private static final String BLANK = "\033[H\033[2J";

  /** The mode that brought the alternate screen; empty on the main one. */
  private String alternate = "";

  /** Whether the cursor's home is that of the scroll region; undoing it moves the cursor. */
  private boolean origin;

  private boolean recoloured;

  void note(ControlSequence sequence) {
    boolean set = sequence.end() == 'h';
    for (String mode : new String[] {"47", "1047", KEEPS_CURSOR}) {
      if (sequence.switches(mode)) {
        alternate = set ? mode : "";
      }
    }
    if (sequence.switches("6")) {
      origin = set;
    }
  }

  /** An OSC, from its ESC to its terminator. */
  void noteString(String text) {
    if (text.startsWith("\033]4;")
        || text.startsWith("\033]10;")
        || text.startsWith("\033]11;")
        || text.startsWith("\033]12;")) {
      recoloured = true;
    }
  }

  boolean isAlternate() {
    return !alternate.isEmpty();
  }

  /** Brings back the main screen, with the cursor where it was, and the usual modes. */
  byte[] undo() {
    String text =
        (origin ? ORIGIN_OFF : "") + USUAL + (recoloured ? OLD_COLOURS : "") + leaveAlternate();
    alternate = "";
    origin = false;
    recoloured = false;
    return text.getBytes(US_ASCII);
  }

  /**
   * Only the newest of the modes keeps the cursor; after the others the last line is a safe one.
   */
  private String leaveAlternate() {
    return switch (alternate) {
      case "" -> "";
      case KEEPS_CURSOR -> "\033[?" + alternate + "l";
      default -> "\033[?" + alternate + "l\033[9999;1H\r\n";
    };
  }

  /** The same, and nothing on the screen; what scrolled off stays. */
  byte[] clean() {
    return (new String(undo(), US_ASCII) + BLANK).getBytes(US_ASCII);
  }
}
