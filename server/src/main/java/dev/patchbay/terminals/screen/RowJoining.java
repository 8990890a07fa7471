package dev.patchbay.terminals.screen;

import java.util.ArrayList;
import java.util.List;

/** Joins rows that ran over, where a grid has become wider. */
final class RowJoining {
  private final Grid grid;
  private final LineRing lines;
  private final int oldCols;
  private final int cols;
  private final int rows;

  private RowJoining(Grid grid, int oldCols) {
    this.grid = grid;
    this.lines = grid.lines;
    this.oldCols = oldCols;
    this.cols = grid.cols;
    this.rows = grid.rows;
  }

  /**
   * @param grid of its new size already, its rows as wide
   */
  static void run(Grid grid, int oldCols) {
    new RowJoining(grid, oldCols).run();
  }

  private void run() {
    int count = lines.length();
    Line[] kept = new Line[count];
    int keptCount = 0;
    int y = 0;
    while (y < count) {
      int end = y + 1;
      while (end < count && lines.get(end).wrapped) {
        end++;
      }
      int remove = end - y > 1 && !grid.holdsCursor(y, end) ? joinRows(y, end) : 0;
      for (int i = y; i < end - remove; i++) {
        kept[keptCount++] = lines.get(i);
      }
      for (int i = end - remove; i < end; i++) {
        kept[keptCount - 1].takeMarks(lines.get(i));
      }
      y = end;
    }
    int removed = count - keptCount;
    if (removed > 0) {
      lines.replaceAll(kept, keptCount);
      followRemoval(removed);
    }
  }

  /**
   * Moves the cells of a run of rows to the front; gives how many rows at its end are empty now.
   */
  private int joinRows(int from, int to) {
    List<Line> run = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      run.add(lines.get(i));
    }
    int target = 0;
    int targetCol = Reflow.usedLength(run, 0, oldCols);
    int source = 1;
    int sourceCol = 0;
    while (source < run.size() && target < run.size()) {
      int length = Reflow.usedLength(run, source, oldCols);
      int count = Math.min(length - sourceCol, cols - targetCol);
      run.get(target).copyFrom(run.get(source), sourceCol, targetCol, count);
      targetCol += count;
      if (targetCol == cols) {
        target++;
        targetCol = 0;
      }
      sourceCol += count;
      if (sourceCol == length) {
        source++;
        sourceCol = 0;
      }
      if (targetCol == 0
          && target > 0
          && target < run.size()
          && run.get(target - 1).width(cols - 1) == 2) {
        run.get(target).copyFrom(run.get(target - 1), cols - 1, targetCol++, 1);
        run.get(target - 1).set(cols - 1, Cell.BLANK);
      }
    }
    if (target < run.size()) {
      run.get(target).replace(targetCol, cols, Cell.BLANK);
    }
    int empty = 0;
    for (int i = run.size() - 1; i > 0; i--) {
      if (i <= target && run.get(i).trimmedLength() > 0) {
        break;
      }
      empty++;
    }
    return empty;
  }

  private void followRemoval(int removed) {
    for (int i = 0; i < removed; i++) {
      if (grid.base > 0) {
        grid.base--;
      } else {
        if (grid.y > 0) {
          grid.y--;
        }
        if (lines.length() < rows) {
          lines.push(new Line(cols, Cell.BLANK, false));
        }
      }
    }
    grid.savedY = Math.max(grid.savedY - removed, 0);
  }
}
