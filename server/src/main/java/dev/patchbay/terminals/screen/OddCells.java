package dev.patchbay.terminals.screen;

import java.util.Set;
import java.util.function.IntPredicate;

/** Makes cells that neither printing nor erasing gives, by what a terminal does to halves. */
final class OddCells {
  private static final int WIDE = 0x4E16;

  private final State state;
  private final Ink ink;
  private final Set<SnapshotGap> gaps;

  OddCells(State state, Ink ink, Set<SnapshotGap> gaps) {
    this.state = state;
    this.ink = ink;
    this.gaps = gaps;
  }

  /**
   * Writes the odd cells of a row in an order in which none spoils another: first halves, which
   * push the rest of the row to the right, then empty cells from the left edge, then the others
   * from the right.
   */
  void write(Line line, IntPredicate odd) {
    int cols = state.cols();
    boolean halves = false;
    for (int i = 0; i < cols; i++) {
      if (odd.test(i) && !Cell.hasContent(line.get(i)) && Cell.width(line.get(i)) == 0) {
        half(line, i);
        halves = true;
      } else if (odd.test(i) && ((int) line.get(i) & ~Cell.PROTECTED) != Cell.EMPTY) {
        gaps.add(SnapshotGap.HALF_CHARACTER);
      }
    }
    int col = 0;
    while (col < cols - 1 && isOddEmpty(line, col, odd)) {
      emptyByRight(line.get(col), col);
      col++;
    }
    if (col > 0 && col == cols - 1 && isOddEmpty(line, col, odd)) {
      gaps.add(SnapshotGap.HALF_CHARACTER);
    }
    for (int i = cols - 1; i >= Math.max(1, col); i--) {
      if (isOddEmpty(line, i, odd)) {
        if (halves) {
          gaps.add(SnapshotGap.HALF_CHARACTER);
        }
        emptyByLeft(line.get(i), i);
      }
    }
  }

  private static boolean isOddEmpty(Line line, int col, IntPredicate odd) {
    return odd.test(col) && ((int) line.get(col) & ~Cell.PROTECTED) == Cell.EMPTY;
  }

  private void at(int col) {
    ink.sequence("\u001b[").number(col + 1).put('G');
  }

  private void wide() {
    ink.cluster(new int[] {WIDE}, 1);
  }

  /** A wide character whose right half is overwritten leaves an empty cell on the left. */
  private void emptyByRight(long cell, int col) {
    at(col);
    ink.use(Ink.styleOf(cell));
    wide();
    at(col + 1);
    ink.ascii('x');
  }

  /** A wide character whose left half is overwritten leaves an empty cell on the right. */
  private void emptyByLeft(long cell, int col) {
    at(col - 1);
    ink.use(Ink.styleOf(cell));
    wide();
    at(col - 1);
    ink.ascii('x');
  }

  /** Inserting inside a wide character leaves its right half where that is moved to. */
  private void half(Line line, int col) {
    long left = line.get(col - 1);
    boolean leftEmpty = col > 0 && (int) left == Cell.EMPTY;
    if (!leftEmpty) {
      gaps.add(SnapshotGap.HALF_CHARACTER);
      return;
    }
    at(Math.max(col - 2, 0));
    ink.use(Ink.styleOf(line.get(col)));
    wide();
    at(Math.max(col - 1, 1));
    ink.use(Ink.styleOf(left));
    ink.sequence("\u001b[@");
    if (col == 1) {
      ink.sequence("\r\u001b[P");
    }
  }
}
