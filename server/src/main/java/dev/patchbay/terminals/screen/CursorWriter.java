package dev.patchbay.terminals.screen;

import java.util.Set;

/** The last part of a snapshot: brings the cursor to its place and the pen to its state. */
final class CursorWriter {
  private static final int WIDE = 0x4E16;
  private static final int COMBINING = 0x0300;

  private final State state;
  private final Grid grid;
  private final Ink ink;
  private final RowWriter rows;
  private final ByteSink out;
  private final Set<SnapshotGap> gaps;
  private final int[] codePoints = new int[ClusterTable.MAX_LENGTH];

  CursorWriter(State state, Ink ink, RowWriter rows, ByteSink out, Set<SnapshotGap> gaps) {
    this.state = state;
    this.grid = state.active;
    this.ink = ink;
    this.rows = rows;
    this.out = out;
    this.gaps = gaps;
  }

  /**
   * @param penDone whether the pen is right already and must not be touched
   */
  void write(boolean penDone) {
    if (state.before == 0) {
      if (grid.x < grid.cols) {
        move(grid.x);
      } else {
        waitAtEnd(penDone);
      }
      pen(penDone);
      insertMode();
      if (grid.x > grid.cols) {
        out.codePoint(COMBINING);
      }
      return;
    }
    pen(penDone);
    insertMode();
    repeatLast();
  }

  private void pen(boolean done) {
    Pen pen = state.pen;
    if (!done && Ink.isConsistent(pen.fg, pen.bg, pen.line, pen.link)) {
      ink.use(pen.fg, pen.bg, pen.line, pen.link);
    }
    // Whatever was printed on the way must not be joined.
    ink.sequence("").put(0);
  }

  private void insertMode() {
    if (state.modes.insert) {
      ink.sequence("\u001b[4h");
    }
  }

  private void move(int x) {
    int y = state.modes.origin ? grid.y - grid.top : grid.y;
    boolean outside = state.modes.origin && (y < 0 || grid.y > grid.bottom);
    if (outside) {
      throughAlternate(x);
      return;
    }
    ink.sequence("\u001b[").number(y + 1).put(';').number(x + 1).put('H');
  }

  /** Column {@code cols} is reached by printing the last cell once more. */
  private void waitAtEnd(boolean penDone) {
    Line line = grid.line();
    int col = grid.cols - 1;
    if (line.width(col) == 0 && !line.hasContent(col)) {
      col--;
    }
    if (line.width(col) > 0
        && rows.isPrintable(line, col)
        && !penDone
        && typed(line.get(col)) > 0) {
      move(col);
      reprint(line.get(col));
    } else if (isErasedRow(line) && !penDone) {
      move(grid.cols - 1);
      ink.use(Ink.styleOf(line.get(0)));
      ink.sequence("x\u001b[2K");
    } else {
      throughAlternate(grid.cols);
    }
  }

  /**
   * Puts into {@link #codePoints} what the character set in force shows as the cell's text.
   *
   * @return how many characters that takes; 0 where the set cannot show them
   */
  private int typed(long cell) {
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    for (int i = 0; i < length; i++) {
      codePoints[i] = state.charset.unmap(codePoints[i]);
      if (codePoints[i] < 0) {
        return 0;
      }
    }
    return length;
  }

  private boolean isErasedRow(Line line) {
    for (int col = 1; col < grid.cols; col++) {
      if (line.get(col) != line.get(0)) {
        return false;
      }
    }
    long cell = line.get(0);
    int id = Cell.attributes(cell);
    return (int) cell == Cell.EMPTY
        && !line.wrapped
        && state.attributes.fg(id) == 0
        && (state.attributes.bg(id) & ~Attributes.COLOR) == 0;
  }

  /**
   * Going back from the alternate screen brings its cursor along, wherever it is, without a change
   * to the rows of the normal one.
   */
  private void throughAlternate(int x) {
    if (state.isAlternate()) {
      gaps.add(SnapshotGap.PENDING_WRAP);
      ink.sequence("\u001b[").number(grid.y + 1).put(';').number(x + 1).put('H');
      return;
    }
    ink.sequence("\u001b[?47h\u001b[").number(grid.y + 1).put(';').number(x + 1).put('H');
    if (x >= grid.cols) {
      out.put('x');
    }
    ink.sequence("\u001b[?47l");
  }

  private void reprint(long cell) {
    ink.use(Ink.styleOf(cell));
    ink.cluster(codePoints, typed(cell));
  }

  /** Prints the last character once more, so that what follows may join it. */
  private void repeatLast() {
    int width = Widths.width(state.before);
    int col = grid.x - width;
    Line line = grid.line();
    long cell = line.get(col);
    boolean same =
        col >= 0
            && Cell.width(cell) == width
            && Ink.styleOf(cell) == state.pen.style()
            && rows.isPrintable(line, col)
            && ends(cell)
            && typed(cell) > 0;
    if (!same) {
      withoutLast(width);
      return;
    }
    move(col);
    int length = typed(cell);
    if (state.modes.insert) {
      int first = Widths.width(state.settings.widths().properties(codePoints[0], 0));
      ink.sequence("\u001b[").number(first).put('P');
    }
    ink.cluster(codePoints, length);
  }

  /** Whether printing the cell alone leaves what is to be joined as it is now. */
  private boolean ends(long cell) {
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    int properties = 0;
    for (int i = 0; i < length; i++) {
      properties = state.settings.widths().properties(codePoints[i], properties);
    }
    return (properties | 1) == (state.before | 1);
  }

  private void withoutLast(int width) {
    boolean dropped = !state.modes.autowrap && width == 2 && grid.x == grid.cols - 1;
    if (grid.x < grid.cols) {
      move(grid.x);
    } else {
      waitAtEnd(true);
    }
    if (dropped && Widths.endsBeforeAscii(state.before)) {
      // A wide character that did not fit: it is not there, but what follows may join it.
      ink.cluster(new int[] {WIDE}, 1);
    } else {
      gaps.add(SnapshotGap.JOIN);
    }
  }
}
