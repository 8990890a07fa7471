package dev.patchbay.terminals.screen;

import static dev.patchbay.terminals.screen.Attributes.BASIC;
import static dev.patchbay.terminals.screen.Attributes.COLOR;
import static dev.patchbay.terminals.screen.Attributes.INDEXED;
import static dev.patchbay.terminals.screen.Attributes.RGB;

/** Select Graphic Rendition: what the next characters look like. */
final class Sgr {
  private static final int FOREGROUND = 38;
  private static final int BACKGROUND = 48;
  private static final int UNDERLINE_COLOR = 58;
  private static final int SINGLE = 1;
  private static final int DOUBLE = 2;
  private static final int LAST_STYLE = 5;

  private final Pen pen;

  /** A colour's parameters in one order, whatever separates them: target, kind, space, values. */
  private final int[] color = new int[6];

  Sgr(Pen pen) {
    this.pen = pen;
  }

  void apply(Params params) {
    for (int i = 0; i < params.length(); i++) {
      int p = params.get(i);
      switch (p) {
        case 4 -> underline(params.subCount(i) > 0 ? params.sub(i, 0) : SINGLE);
        case FOREGROUND, BACKGROUND, UNDERLINE_COLOR -> i += extendedColor(params, i);
        default -> simple(p);
      }
    }
    pen.changed();
  }

  private void simple(int p) {
    switch (p) {
      case 0 -> pen.plain();
      case 1 -> pen.fg |= Attributes.BOLD;
      case 2 -> pen.bg |= Attributes.DIM;
      case 3 -> pen.bg |= Attributes.ITALIC;
      case 5 -> pen.fg |= Attributes.BLINK;
      case 7 -> pen.fg |= Attributes.INVERSE;
      case 8 -> pen.fg |= Attributes.INVISIBLE;
      case 9 -> pen.fg |= Attributes.STRIKETHROUGH;
      case 21 -> underline(DOUBLE);
      case 22 -> {
        pen.fg &= ~Attributes.BOLD;
        pen.bg &= ~Attributes.DIM;
      }
      case 23 -> pen.bg &= ~Attributes.ITALIC;
      case 24 -> underline(0);
      case 25 -> pen.fg &= ~Attributes.BLINK;
      case 27 -> pen.fg &= ~Attributes.INVERSE;
      case 28 -> pen.fg &= ~Attributes.INVISIBLE;
      case 29 -> pen.fg &= ~Attributes.STRIKETHROUGH;
      case 39 -> pen.fg &= ~COLOR;
      case 49 -> pen.bg &= ~COLOR;
      case 53 -> pen.bg |= Attributes.OVERLINE;
      case 55 -> pen.bg &= ~Attributes.OVERLINE;
      case 59 -> {
        // xterm.js means "none" by all bits set, which then reads as white.
        pen.line |= COLOR;
        pen.updateExtended();
      }
      default -> basicColor(p);
    }
  }

  private void basicColor(int p) {
    if (p >= 30 && p <= 37) {
      pen.fg = (pen.fg & ~COLOR) | BASIC | (p - 30);
    } else if (p >= 40 && p <= 47) {
      pen.bg = (pen.bg & ~COLOR) | BASIC | (p - 40);
    } else if (p >= 90 && p <= 97) {
      pen.fg = (pen.fg & ~COLOR) | BASIC | (p - 90 + 8);
    } else if (p >= 100 && p <= 107) {
      pen.bg = (pen.bg & ~COLOR) | BASIC | (p - 100 + 8);
    }
  }

  private void underline(int style) {
    int shown = style < 0 || style > LAST_STYLE ? SINGLE : style;
    pen.line = Attributes.withStyle(pen.line, shown);
    pen.fg = shown == 0 ? pen.fg & ~Attributes.UNDERLINE : pen.fg | Attributes.UNDERLINE;
    pen.updateExtended();
  }

  /**
   * Reads a colour of SGR 38, 48 or 58, whose parts may be separated by semicolons, by colons or by
   * both, and may or may not name a colour space.
   *
   * @return how many further parameters belong to it
   */
  private int extendedColor(Params params, int at) {
    color[0] = 0;
    color[1] = 0;
    color[2] = -1;
    color[3] = 0;
    color[4] = 0;
    color[5] = 0;
    int space = 0;
    int advance = 0;
    do {
      color[advance + space] = params.get(at + advance);
      int subs = params.subCount(at + advance);
      if (subs > 0) {
        readSubs(params, at + advance, advance, space);
        break;
      }
      boolean complete =
          (color[1] == 5 && advance + space >= 2) || (color[1] == 2 && advance + space >= 5);
      if (complete) {
        break;
      }
      if (color[1] != 0) {
        space = 1;
      }
      advance++;
    } while (advance + at < params.length() && advance + space < color.length);
    switch (color[0]) {
      case FOREGROUND -> pen.fg = recolor(pen.fg);
      case BACKGROUND -> pen.bg = recolor(pen.bg);
      case UNDERLINE_COLOR -> pen.line = recolor(pen.line);
      default -> {}
    }
    return advance;
  }

  private void readSubs(Params params, int index, int advance, int spaceSoFar) {
    int space = spaceSoFar;
    int count = params.subCount(index);
    for (int i = 0; i < count; i++) {
      if (color[1] == 5) {
        space = 1;
      }
      int at = advance + i + 1 + space;
      if (at >= color.length) {
        return;
      }
      color[at] = params.sub(index, i);
    }
  }

  private int recolor(int bits) {
    int rest = bits & ~COLOR;
    return switch (color[1]) {
      case 2 -> rest | RGB | value(3) << 16 | value(4) << 8 | value(5);
      case 5 -> rest | INDEXED | value(3);
      default -> bits;
    };
  }

  private int value(int index) {
    return color[index] == -1 ? 0 : color[index] & 0xFF;
  }
}
