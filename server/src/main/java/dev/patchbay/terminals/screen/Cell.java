package dev.patchbay.terminals.screen;

/**
 * How one cell is packed into a {@code long}: the upper half is the identity of its attributes (see
 * {@link AttributeTable}), the lower half what it shows.
 *
 * <p>Lower half: bits 0–20 the code point, or the identity of a cluster when {@link #CLUSTER} is
 * set; bits 22 and 23 the width in columns; bit 24 whether selective erase spares it. A cell
 * without code point is empty, which is not the same as a blank: reflow and trimming tell them
 * apart. The cell right of a wide character is empty and has width 0.
 */
final class Cell {
  static final int CODE_MASK = 0x1F_FFFF;
  static final int CLUSTER = 1 << 21;

  /** Non-zero where the cell shows something. */
  static final int CONTENT_MASK = CODE_MASK | CLUSTER;

  static final int WIDTH_SHIFT = 22;
  static final int PROTECTED = 1 << 24;

  /** Low half of an empty cell of width 1. */
  static final int EMPTY = 1 << WIDTH_SHIFT;

  /** An empty cell with default attributes. */
  static final long BLANK = EMPTY;

  private static final int WIDTH_MASK = 3;

  private Cell() {}

  static int width(long cell) {
    return ((int) cell >>> WIDTH_SHIFT) & WIDTH_MASK;
  }

  static boolean hasContent(long cell) {
    return ((int) cell & CONTENT_MASK) != 0;
  }

  static boolean isProtected(long cell) {
    return ((int) cell & PROTECTED) != 0;
  }

  static boolean isCluster(long cell) {
    return ((int) cell & CLUSTER) != 0;
  }

  /** The code point, or the cluster's identity. */
  static int code(long cell) {
    return (int) cell & CODE_MASK;
  }

  static int attributes(long cell) {
    return (int) (cell >>> 32);
  }

  /** The cell with other content and width, its attributes and protection kept. */
  static long withContent(long cell, int content, int width) {
    return (cell & ~(long) (CONTENT_MASK | WIDTH_MASK << WIDTH_SHIFT))
        | content
        | (long) width << WIDTH_SHIFT;
  }
}
