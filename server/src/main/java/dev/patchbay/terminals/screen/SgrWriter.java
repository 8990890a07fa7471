package dev.patchbay.terminals.screen;

/** Writes SGR sequences. */
final class SgrWriter {
  private static final int[] FG_FLAGS = {
    Attributes.BOLD,
    1,
    Attributes.BLINK,
    5,
    Attributes.INVERSE,
    7,
    Attributes.INVISIBLE,
    8,
    Attributes.STRIKETHROUGH,
    9,
  };
  private static final int[] BG_FLAGS = {
    Attributes.DIM, 2, Attributes.ITALIC, 3, Attributes.OVERLINE, 53,
  };

  private SgrWriter() {}

  /** The parameters of one SGR that gives the attributes, beginning with 0. */
  static String describe(Pen pen) {
    ByteSink out = new ByteSink(32);
    write(out, pen.fg, pen.bg, pen.line);
    return out.toString();
  }

  /** Writes parameters that give all of this, whatever was before; without {@code m}. */
  static void write(ByteSink out, int fg, int bg, int line) {
    out.put('0');
    flags(out, fg, FG_FLAGS);
    flags(out, bg, BG_FLAGS);
    int style = Attributes.style(line);
    if (style == 1) {
      out.put(";4");
    } else if (style > 1) {
      out.put(";4:").number(style);
    }
    color(out, fg, 30);
    color(out, bg, 40);
    color(out, line, 50);
  }

  private static void flags(ByteSink out, int bits, int[] flags) {
    for (int i = 0; i < flags.length; i += 2) {
      if ((bits & flags[i]) != 0) {
        out.put(';').number(flags[i + 1]);
      }
    }
  }

  private static void color(ByteSink out, int bits, int base) {
    int value = bits & Attributes.COLOR_VALUE;
    switch (bits & Attributes.COLOR_KIND) {
      case Attributes.BASIC -> {
        if (base == 50) {
          break;
        }
        out.put(';').number(value < 8 ? base + value : base + 60 + value - 8);
      }
      case Attributes.INDEXED -> out.put(';').number(base + 8).put(";5;").number(value);
      case Attributes.RGB ->
          out.put(';')
              .number(base + 8)
              .put(";2;")
              .number(value >> 16)
              .put(';')
              .number(value >> 8 & 255)
              .put(';')
              .number(value & 255);
      default -> {}
    }
  }
}
