package dev.patchbay.terminals.screen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of cells, and whether it continues the row above.
 *
 * <p>The editing methods keep wide characters whole the way xterm.js does: an edit that would leave
 * one half empties that half. Reads outside the row give 0 and writes outside are dropped, since a
 * cursor may stand up to two columns behind the right edge.
 */
final class Line {
  long[] cells;

  /** Whether the row above ran over into this one. */
  boolean wrapped;

  /** What a shell said of this row, the oldest first; on hardly any row there is something. */
  @Nullable Mark marks;

  Line(int cols, long fill, boolean wrapped) {
    this.cells = new long[cols];
    this.wrapped = wrapped;
    Arrays.fill(cells, fill);
  }

  /** Makes this row a fresh one, its memory reused where the size allows. */
  void reset(int cols, long fill, boolean nowWrapped) {
    if (cells.length != cols) {
      cells = new long[cols];
    }
    Arrays.fill(cells, fill);
    wrapped = nowWrapped;
    marks = null;
  }

  /** Takes over the marks of a row that goes away. */
  void takeMarks(Line gone) {
    for (Mark mark = gone.marks; mark != null; mark = mark.next()) {
      marks = Mark.with(marks, new Mark(mark.kind(), mark.exit(), mark.time(), null));
    }
  }

  int length() {
    return cells.length;
  }

  long get(int col) {
    return col >= 0 && col < cells.length ? cells[col] : 0;
  }

  void set(int col, long cell) {
    if (col >= 0 && col < cells.length) {
      cells[col] = cell;
    }
  }

  int width(int col) {
    return Cell.width(get(col));
  }

  boolean hasContent(int col) {
    return Cell.hasContent(get(col));
  }

  void fill(long cell) {
    Arrays.fill(cells, cell);
  }

  void fillUnprotected(long cell) {
    for (int i = 0; i < cells.length; i++) {
      if (!Cell.isProtected(cells[i])) {
        cells[i] = cell;
      }
    }
  }

  /** Moves the cells from {@code at} on to the right by {@code count}; what leaves is lost. */
  void insert(int at, int count, long fill) {
    int col = at % cells.length;
    if (col > 0 && width(col - 1) == 2) {
      cells[col - 1] = fill;
    }
    if (count < cells.length - col) {
      System.arraycopy(cells, col, cells, col + count, cells.length - col - count);
      Arrays.fill(cells, col, col + count, fill);
    } else {
      Arrays.fill(cells, col, cells.length, fill);
    }
    if (width(cells.length - 1) == 2) {
      cells[cells.length - 1] = fill;
    }
  }

  /** Removes {@code count} cells at {@code at}; the row is filled up from the right. */
  void delete(int at, int count, long fill) {
    int col = at % cells.length;
    if (count < cells.length - col) {
      System.arraycopy(cells, col + count, cells, col, cells.length - col - count);
      Arrays.fill(cells, cells.length - count, cells.length, fill);
    } else {
      Arrays.fill(cells, col, cells.length, fill);
    }
    if (col > 0 && width(col - 1) == 2) {
      cells[col - 1] = fill;
    }
    if (width(col) == 0 && !hasContent(col)) {
      cells[col] = fill;
    }
  }

  void replace(int from, int to, long fill) {
    if (from > 0 && width(from - 1) == 2) {
      set(from - 1, fill);
    }
    if (to < cells.length && width(to - 1) == 2) {
      set(to, fill);
    }
    int end = Math.min(to, cells.length);
    if (from < end) {
      Arrays.fill(cells, from, end, fill);
    }
  }

  void replaceUnprotected(int from, int to, long fill) {
    if (from > 0 && width(from - 1) == 2 && !Cell.isProtected(get(from - 1))) {
      set(from - 1, fill);
    }
    if (to < cells.length && width(to - 1) == 2 && !Cell.isProtected(get(to))) {
      set(to, fill);
    }
    int end = Math.min(to, cells.length);
    for (int i = from; i < end; i++) {
      if (!Cell.isProtected(cells[i])) {
        cells[i] = fill;
      }
    }
  }

  /** Cuts the row, or adds empty cells at its end. */
  void resize(int cols) {
    int old = cells.length;
    if (cols != old) {
      cells = Arrays.copyOf(cells, cols);
      if (cols > old) {
        Arrays.fill(cells, old, cols, Cell.BLANK);
      }
    }
  }

  /** Columns up to the end of the last cell with content. */
  int trimmedLength() {
    for (int i = cells.length - 1; i >= 0; i--) {
      if (Cell.hasContent(cells[i])) {
        return i + Cell.width(cells[i]);
      }
    }
    return 0;
  }

  /** Copies cells from another row, or from this one where the ranges may overlap. */
  void copyFrom(Line source, int from, int to, int count) {
    boolean inside =
        from >= 0
            && to >= 0
            && count >= 0
            && from + count <= source.cells.length
            && to + count <= cells.length;
    if (inside) {
      System.arraycopy(source.cells, from, cells, to, count);
    } else {
      for (int i = count - 1; i >= 0; i--) {
        set(to + i, source.get(from + i));
      }
    }
  }
}
