package dev.patchbay.terminals.screen;

/**
 * The bits that describe how a cell looks: three {@code int}s and a link.
 *
 * <p>{@code fg} and {@code bg} hold a colour each, in bits 0–23 its value and in bits 24 and 25 its
 * kind, and flags above. {@code line} holds the underline's colour the same way and its style in
 * bits 26–28.
 */
final class Attributes {
  static final int COLOR_VALUE = 0xFF_FFFF;
  static final int COLOR_KIND = 3 << 24;
  static final int COLOR = COLOR_KIND | COLOR_VALUE;

  /** Kinds of colour: one of the first 16 by SGR 30–37 and 90–97, one of 256, red green blue. */
  static final int BASIC = 1 << 24;

  static final int INDEXED = 2 << 24;
  static final int RGB = 3 << 24;

  /** Flags in {@code fg}. */
  static final int INVERSE = 1 << 26;

  static final int BOLD = 1 << 27;
  static final int UNDERLINE = 1 << 28;
  static final int BLINK = 1 << 29;
  static final int INVISIBLE = 1 << 30;
  static final int STRIKETHROUGH = 1 << 31;

  /** Flags in {@code bg}. */
  static final int ITALIC = 1 << 26;

  static final int DIM = 1 << 27;

  /** Whether {@code line} and the link count for this cell. */
  static final int EXTENDED = 1 << 28;

  static final int PROTECTED = 1 << 29;
  static final int OVERLINE = 1 << 30;

  static final int STYLE_SHIFT = 26;
  static final int STYLE = 7 << STYLE_SHIFT;

  private Attributes() {}

  static int style(int line) {
    return (line & STYLE) >>> STYLE_SHIFT;
  }

  static int withStyle(int line, int style) {
    return (line & ~STYLE) | style << STYLE_SHIFT;
  }
}
