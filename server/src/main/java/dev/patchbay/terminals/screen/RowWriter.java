package dev.patchbay.terminals.screen;

import java.util.EnumSet;
import java.util.Set;

/**
 * Writes rows so that a terminal which reads them ends up with the same cells: the same text and
 * attributes, empty cells where cells are empty, halves of wide characters where there are halves,
 * and rows that continue the one above.
 *
 * <p>The receiver is in its initial modes. It scrolls as the rows run over its last one, so writing
 * all rows of a grid also fills its scrollback.
 */
final class RowWriter {
  private final State state;
  private final ByteSink out;
  private final Ink ink;
  private final int cols;
  private final int rows;
  private final int[] codePoints = new int[ClusterTable.MAX_LENGTH];
  private final Set<SnapshotGap> gaps = EnumSet.noneOf(SnapshotGap.class);

  /** The receiver's column. */
  private int x;

  /** What the receiver's row holds where nothing has been written. */
  private long fill = Cell.BLANK;

  RowWriter(State state, ByteSink out, Ink ink) {
    this.state = state;
    this.out = out;
    this.ink = ink;
    this.cols = state.cols();
    this.rows = state.rows();
  }

  Set<SnapshotGap> gaps() {
    return gaps;
  }

  /** Called when the receiver's cursor is in a row, to save it there; it must come back. */
  interface Visitor {
    void atRow(int index, int column);
  }

  /** Writes all rows; the receiver's cursor is in its top left corner, and all is empty. */
  void write(Grid grid, Visitor visitor) {
    int count = grid.lines.length();
    x = 0;
    fill = Cell.BLANK;
    if (grid.lines.get(0).wrapped) {
      continueNothing();
    }
    for (int i = 0; i < count; i++) {
      Line line = grid.lines.get(i);
      if (i > 0) {
        advance(grid, i);
      }
      visitor.atRow(i, x);
      boolean leavesLast = i + 1 < count && leavesLast(line, grid.lines.get(i + 1));
      cells(line, leavesLast ? cols - 1 : cols);
      if (leavesLast) {
        moveTo(cols - 1);
      }
    }
  }

  /** Makes the first row one that continues a row which is gone. */
  private void continueNothing() {
    ink.use(0);
    // A full row and one character, at the bottom; then all that is above goes.
    ink.sequence("\u001b[").number(rows).put('H');
    for (int i = 0; i <= cols; i++) {
      ink.ascii('x');
    }
    ink.sequence("\b\u001b[X");
    for (int i = 1; i < rows; i++) {
      out.put('\n');
    }
    ink.sequence("\u001b[3J\u001b[H");
  }

  /** From the row before to this one. */
  private void advance(Grid grid, int index) {
    Line line = grid.lines.get(index);
    boolean scrolls = index >= rows;
    if (line.wrapped) {
      wrap(grid, index);
      return;
    }
    if (scrolls) {
      ink.plainBackground();
    }
    ink.sequence(x > 0 ? "\r\n" : "\n");
    x = 0;
    fill = Cell.BLANK;
  }

  private void wrap(Grid grid, int index) {
    Line old = grid.lines.get(index - 1);
    Line line = grid.lines.get(index);
    long first = line.get(0);
    boolean runsOver = x == cols || leavesLast(old, line);
    boolean printable =
        isPrintable(line, 0) && Cell.width(first) > 0 && ink.takesInPlace(Ink.styleOf(first));
    if (runsOver && printable) {
      fill = index >= rows ? fillOf(first) : Cell.BLANK;
      print(line, 0);
      return;
    }
    if (rows == 1) {
      gaps.add(SnapshotGap.WRAPPED_ROW);
    }
    ink.use(0);
    if (x < cols) {
      ink.sequence("\u001b[").number(cols).put('G');
      ink.ascii('x');
    }
    ink.ascii('x');
    ink.sequence("\b\u001b[X");
    if (x < cols && rows > 1) {
      repairLast(old);
      ink.sequence("\r\u001b[B");
    }
    x = 0;
    fill = Cell.BLANK;
  }

  /** Whether a wide character that did not fit has left the row's last cell empty. */
  private boolean leavesLast(Line line, Line next) {
    long first = next.get(0);
    return next.wrapped
        && Cell.width(first) == 2
        && isPrintable(next, 0)
        && line.get(cols - 1) == (Ink.styleOf(first) | Cell.EMPTY);
  }

  /** Gives the last column of the row above what it had before it was used to run over. */
  private void repairLast(Line old) {
    ink.sequence("\u001b[A");
    int from = cols - 1;
    while (from > 0 && (isHalf(old.get(from)) || isOdd(old, from))) {
      from--;
    }
    ink.sequence("\u001b[").number(from + 1).put('G');
    x = from;
    fill = 0;
    cells(old, cols);
  }

  /** The empty cells that come in where a row runs over with these attributes. */
  private long fillOf(long cell) {
    int color = state.attributes.bg(Cell.attributes(cell)) & Attributes.COLOR;
    return (long) state.attributes.intern(0, color, 0, 0) << 32 | Cell.EMPTY;
  }

  /** Writes the cells from the receiver's column on. */
  private void cells(Line line, int to) {
    oddCells(line, x, to);
    int from = x;
    int end = to;
    while (end > from && line.get(end - 1) == fill) {
      end--;
    }
    int col = from;
    while (col < end) {
      long cell = line.cells[col];
      if (isPlain(cell)) {
        moveTo(col);
        ink.use(Ink.styleOf(cell));
        ink.ascii(Cell.code(cell));
        x = ++col;
      } else if (cell == fill || isOdd(line, col)) {
        col++;
      } else if (isErased(cell)) {
        moveTo(col);
        col = erase(line, col);
      } else {
        moveTo(col);
        col = print(line, col);
      }
    }
  }

  private void moveTo(int col) {
    if (x < col) {
      ink.sequence("\u001b[");
      if (col - x > 1) {
        out.number(col - x);
      }
      out.put('C');
      x = col;
    }
  }

  private int erase(Line line, int col) {
    long cell = line.get(col);
    int end = col + 1;
    while (end < cols && line.get(end) == cell) {
      end++;
    }
    ink.use(Ink.styleOf(cell));
    // Erasing from the first column would also say that the row continues nothing.
    if (end == cols && !(col == 0 && line.wrapped)) {
      ink.sequence("\u001b[K");
    } else {
      ink.sequence("\u001b[").number(end - col).put('X');
    }
    return end;
  }

  private int print(Line line, int col) {
    long cell = line.get(col);
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    ink.use(Ink.styleOf(cell));
    int width = Cell.width(cell);
    if (width == 0) {
      ink.zeroWidth(codePoints[0]);
    } else {
      ink.cluster(codePoints, length);
    }
    x = col + Math.max(1, width);
    return x;
  }

  private static boolean isHalf(long cell) {
    return !Cell.hasContent(cell) && Cell.width(cell) == 0;
  }

  /** Empty as erasing leaves it: nothing but a background. */
  private boolean isErased(long cell) {
    int id = Cell.attributes(cell);
    return (int) cell == Cell.EMPTY
        && state.attributes.fg(id) == 0
        && (state.attributes.bg(id) & ~Attributes.COLOR) == 0;
  }

  /** Whether printing it at its place gives just this cell, and its other half if it is wide. */
  boolean isPrintable(Line line, int col) {
    long cell = line.get(col);
    if (!Cell.hasContent(cell)) {
      return false;
    }
    int width = Cell.width(cell);
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    int properties = 0;
    for (int i = 0; i < length; i++) {
      properties = state.settings.widths().properties(codePoints[i], properties);
      if (i > 0 && !Widths.joins(properties)) {
        return false;
      }
    }
    boolean whole = width < 2 || (col + 1 < cols && line.get(col + 1) == Ink.styleOf(cell));
    return Widths.width(properties) == width && whole;
  }

  /** Whether a cell needs means of its own. */
  private boolean isOdd(Line line, int col) {
    long cell = line.get(col);
    if (isHalf(cell)) {
      return col == 0 || !isPrintable(line, col - 1) || line.width(col - 1) != 2;
    }
    return Cell.hasContent(cell) ? !isPrintable(line, col) : !isErased(cell);
  }

  /**
   * Makes the cells that neither printing nor erasing gives: halves without a character, and empty
   * cells with more attributes than a background. They come first, since making one spoils the cell
   * beside it.
   */
  private void oddCells(Line line, int from, int to) {
    if (!hasOdd(line, from, to)) {
      return;
    }
    OddCells odd = new OddCells(state, ink, gaps);
    odd.write(line, col -> col < to && isOdd(line, col));
    ink.sequence("\r");
    x = 0;
    // Cells beside the odd ones hold anything now.
    fill = 0;
  }

  private boolean hasOdd(Line line, int from, int to) {
    for (int col = from; col < to; col++) {
      long cell = line.cells[col];
      if (cell != Cell.BLANK && !isPlain(cell) && isOdd(line, col)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(long cell) {
    int content = (int) cell & ~Cell.PROTECTED & ~Cell.EMPTY;
    return content >= 0x20 && content < 0x7F && Cell.width(cell) == 1;
  }
}
