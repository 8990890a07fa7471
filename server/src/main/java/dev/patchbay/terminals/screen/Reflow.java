package dev.patchbay.terminals.screen;

import java.util.List;

/**
 * Changes the size of a grid. Rows that ran over into the next are laid out anew, except those the
 * cursor stands in: the program will redraw these itself. Follows xterm.js step by step, since a
 * viewer that is attached does the same with its own rows.
 */
final class Reflow {
  private final Grid grid;
  private final LineRing lines;
  private final int oldCols;
  private final int cols;
  private final int rows;

  private Reflow(Grid grid, int cols, int rows) {
    this.grid = grid;
    this.lines = grid.lines;
    this.oldCols = grid.cols;
    this.cols = cols;
    this.rows = rows;
  }

  static void resize(Grid grid, int cols, int rows) {
    new Reflow(grid, cols, rows).run();
  }

  private void run() {
    int oldRows = grid.rows;
    int max = rows + grid.maxLines() - oldRows;
    if (max > lines.max()) {
      lines.setMax(max);
    }
    if (!grid.isEmpty()) {
      if (oldCols < cols) {
        resizeLines();
      }
      int down = changeRows(oldRows);
      trimTo(max);
      grid.x = Math.min(grid.x, cols - 1);
      grid.y = Math.min(grid.y, rows - 1) + down;
      grid.savedX = Math.min(grid.savedX, cols - 1);
      grid.top = 0;
    } else {
      lines.setMax(max);
    }
    grid.bottom = rows - 1;
    grid.rows = rows;
    grid.cols = cols;
    if (grid.reflows()) {
      if (cols > oldCols) {
        RowJoining.run(grid, oldCols);
      } else if (cols < oldCols) {
        RowBreaking.run(grid, oldCols);
      }
      if (cols < oldCols) {
        resizeLines();
      }
    }
    // Without reflow the cells right of the new edge stay, unseen, until the terminal widens.
    if (!grid.isEmpty()) {
      fitScreen();
    }
  }

  /** With hardly any scrollback, breaking rows can count more of them than are kept. */
  private void fitScreen() {
    grid.base = Math.max(0, Math.min(grid.base, lines.length() - rows));
    while (lines.length() < grid.base + rows) {
      lines.push(blank());
    }
  }

  private void resizeLines() {
    for (int i = 0; i < lines.length(); i++) {
      lines.get(i).resize(cols);
    }
  }

  /** Adds or removes rows; gives how many came back from the scrollback. */
  private int changeRows(int oldRows) {
    int down = 0;
    for (int i = oldRows; i < rows; i++) {
      if (lines.length() < rows + grid.base) {
        if (grid.base > 0 && lines.length() <= grid.base + grid.y + down + 1) {
          grid.base--;
          down++;
        } else {
          lines.push(blank());
        }
      }
    }
    for (int i = oldRows; i > rows; i--) {
      if (lines.length() > rows + grid.base) {
        if (lines.length() > grid.base + grid.y + 1) {
          lines.pop();
        } else {
          grid.base++;
        }
      }
    }
    return down;
  }

  private void trimTo(int max) {
    if (max < lines.max()) {
      int excess = lines.length() - max;
      if (excess > 0) {
        lines.trimStart(excess);
        grid.base = Math.max(grid.base - excess, 0);
        grid.savedY = Math.max(grid.savedY - excess, 0);
      }
      lines.setMax(max);
    }
  }

  private Line blank() {
    return new Line(cols, Cell.BLANK, false);
  }

  /**
   * Columns of a row that take part; an empty last one before a wide character does not.
   *
   * @param run rows of which each but the last runs over into the next
   * @param oldCols how wide they were when they did
   */
  static int usedLength(List<Line> run, int index, int oldCols) {
    Line line = run.get(index);
    if (index == run.size() - 1) {
      return line.trimmedLength();
    }
    long end = line.get(oldCols - 1);
    boolean leftForWide =
        !Cell.hasContent(end) && Cell.width(end) == 1 && run.get(index + 1).width(0) == 2;
    return leftForWide ? oldCols - 1 : oldCols;
  }
}
