package dev.patchbay.cli;

import org.jline.utils.WCWidth;

/** Texts from elsewhere, on their way to a screen. */
final class Text {
  private static final char ELLIPSIS = '…';

  private Text() {}

  /** Cells that a plain text takes. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += width(text.codePointAt(i));
    }
    return width;
  }

  /** The text in at most so many cells, its end cut off where it does not fit. */
  static String fit(String text, int cells) {
    if (width(text) <= cells) {
      return text;
    }
    StringBuilder fitting = new StringBuilder();
    int used = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      used += width(text.codePointAt(i));
      if (used > cells) {
        break;
      }
      fitting.appendCodePoint(text.codePointAt(i));
    }
    return fitting.append(ELLIPSIS).toString();
  }

  private static int width(int codePoint) {
    return codePoint < 0x80 ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
  }
}
