package dev.patchbay.terminals.screen;

import org.jspecify.annotations.Nullable;

/**
 * The character sets a program can designate with {@code ESC (}: each replaces some ASCII
 * characters. Source: DEC VT220 programmer reference, table 2-5 and following, with the line
 * drawing as xterm draws it.
 */
enum Charset {
  US("B", "", ""),
  LINES("0", "`abcdefghijklmnopqrstuvwxyz{|}~", "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"),
  BRITISH("A", "#", "£"),
  /** Two of its letters are digraphs that a cell shows the first character of. */
  DUTCH("4", "#@[\\]{|}~", "£¾i½|¨f¼´"),
  FINNISH("C5", "[\\]^`{|}~", "ÄÖÅÜéäöåü"),
  FRENCH("R", "#@[\\]{|}~", "£à°ç§éùè¨"),
  FRENCH_CANADIAN("Q", "@[\\]^`{|}~", "àâçêîôéùèû"),
  GERMAN("K", "@[\\]{|}~", "§ÄÖÜäöüß"),
  ITALIAN("Y", "#@[\\]`{|}~", "£§°çéùàòèì"),
  NORWEGIAN("E6", "@[\\]^`{|}~", "ÄÆØÅÜäæøåü"),
  SPANISH("Z", "#@[\\]{|}", "£§¡Ñ¿°ñç"),
  SWEDISH("H7", "@[\\]^`{|}~", "ÉÄÖÅÜéäöåü"),
  SWISS("=", "#@[\\]^_`{|}~", "ùàéçêîèôäöüû");

  private final String finals;

  /** What each ASCII character shows as. */
  private final String map;

  Charset(String finals, String from, String to) {
    this.finals = finals;
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x7F; c++) {
      int at = from.indexOf(c);
      all.append(at < 0 ? c : to.charAt(at));
    }
    this.map = all.toString();
  }

  /** The set that {@code ESC ( final} designates, or {@code null} for an unknown one. */
  static @Nullable Charset of(int finalByte) {
    for (Charset charset : values()) {
      if (charset.finals.indexOf(finalByte) >= 0) {
        return charset;
      }
    }
    return null;
  }

  char designator() {
    return finals.charAt(0);
  }

  int map(int codePoint) {
    return codePoint < map.length() ? map.charAt(codePoint) : codePoint;
  }

  /** A character that this set shows as {@code codePoint}, or -1. */
  int unmap(int codePoint) {
    if (map(codePoint) == codePoint) {
      return codePoint;
    }
    for (int c = 0x20; c < map.length(); c++) {
      if (map.charAt(c) == codePoint) {
        return c;
      }
    }
    return -1;
  }
}
