package dev.patchbay.terminals.screen;

/** The two ways the page can measure text. */
public enum Widths {
  /** xterm.js without an addon: widths of Unicode 6, combining characters join. */
  UNICODE_6 {
    private static final int JOINS_NOTHING = 0;

    @Override
    int properties(int codePoint, int before) {
      int width = SixHolder.TABLE.get(codePoint);
      if (width == 0 && width(before) > 0) {
        return width(before) << WIDTH_SHIFT | JOIN;
      }
      return width == 0 ? JOINS_NOTHING : width << WIDTH_SHIFT;
    }
  },

  /**
   * Unicode 16, clusters included: emoji sequences, flags and syllables share a cell. The page
   * measures by the same table.
   */
  GRAPHEMES {
    @Override
    int properties(int codePoint, int before) {
      int own = GraphemeHolder.TABLE.get(codePoint);
      int kind = own >> KIND_SHIFT;
      if (before == 0 || !Graphemes.joins(before >> KIND_SHIFT, kind)) {
        return own;
      }
      boolean flag = kind == Graphemes.REGIONAL_INDICATOR;
      int columns = flag ? 2 : Math.max(width(before), width(own));
      // A complete flag joins nothing more, as if it were any other character.
      return (flag ? Graphemes.OTHER : kind) << KIND_SHIFT | columns << WIDTH_SHIFT | JOIN;
    }
  };

  /** What a narrow character that joins nothing gives in both ways. */
  static final int NARROW = 1 << 1;

  private static final int JOIN = 1;
  static final int WIDTH_SHIFT = 1;
  static final int KIND_SHIFT = 3;

  /**
   * How a code point stands after what was printed before it.
   *
   * @param before this method's result for the code point before, 0 where there is none
   * @return to be read by {@link #joins} and {@link #width}; 0 where nothing can join it
   */
  abstract int properties(int codePoint, int before);

  /** Whether it goes into the cell of the one before. */
  static boolean joins(int properties) {
    return (properties & JOIN) != 0;
  }

  /** Columns of the cell it is in. */
  static int width(int properties) {
    return properties >> WIDTH_SHIFT & 3;
  }

  /** Whether printable ASCII after it stands by itself. */
  static boolean endsBeforeAscii(int properties) {
    return properties >> KIND_SHIFT == Graphemes.OTHER;
  }

  /** Loaded when first asked: a hub needs one of the two. */
  private static final class SixHolder {
    static final CodePointTable TABLE = CodePointTable.parse(WidthData.UNICODE_6);
  }

  private static final class GraphemeHolder {
    static final CodePointTable TABLE = CodePointTable.parse(GraphemeData.RUNS);
  }
}
