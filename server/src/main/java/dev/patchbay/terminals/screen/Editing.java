package dev.patchbay.terminals.screen;

/** Erases, inserts, deletes and scrolls. What comes in is empty, on the current background. */
final class Editing {
  private final State state;

  Editing(State state) {
    this.state = state;
  }

  private long fill() {
    return state.pen.erase();
  }

  private void restrict(int maxCol) {
    state.active.restrictCursor(maxCol, state.modes.origin);
  }

  void eraseDisplay(int which, boolean selective) {
    Grid grid = state.active;
    restrict(grid.cols);
    switch (which) {
      case 0 -> {
        eraseInRow(grid.y, grid.x, grid.cols, grid.x == 0, selective);
        eraseRows(grid.y + 1, grid.rows, selective);
      }
      case 1 -> {
        eraseInRow(grid.y, 0, grid.x + 1, true, selective);
        if (grid.x + 1 >= grid.cols) {
          // xterm.js counts this row from the oldest one kept, not from the top of the screen.
          unwrap(grid, grid.y + 1);
        }
        eraseRows(0, grid.y, selective);
      }
      case 2 -> eraseRows(0, grid.rows, selective);
      case 3 -> grid.clearScrollback();
      default -> {}
    }
  }

  /** Rows behind the last one are the oldest again, where the grid is full. */
  private static void unwrap(Grid grid, int index) {
    int length = grid.lines.length();
    if (index < length || grid.lines.isFull()) {
      grid.lines.get(index % length).wrapped = false;
    }
  }

  private void eraseRows(int from, int to, boolean selective) {
    for (int row = from; row < to; row++) {
      Line line = state.active.line(row);
      if (selective) {
        line.fillUnprotected(fill());
      } else {
        line.fill(fill());
      }
      line.wrapped = false;
      line.marks = null;
    }
  }

  void eraseLine(int which, boolean selective) {
    Grid grid = state.active;
    restrict(grid.cols);
    switch (which) {
      case 0 -> eraseInRow(grid.y, grid.x, grid.cols, grid.x == 0, selective);
      case 1 -> eraseInRow(grid.y, 0, grid.x + 1, false, selective);
      case 2 -> eraseInRow(grid.y, 0, grid.cols, true, selective);
      default -> {}
    }
  }

  private void eraseInRow(int row, int from, int to, boolean unwrap, boolean selective) {
    Line line = state.active.line(row);
    if (selective) {
      line.replaceUnprotected(from, to, fill());
    } else {
      line.replace(from, to, fill());
    }
    if (unwrap) {
      line.wrapped = false;
    }
  }

  void eraseChars(int count) {
    Grid grid = state.active;
    restrict(grid.cols - 1);
    Line line = grid.line();
    line.replace(grid.x, grid.x + Math.min(count, line.length()), fill());
  }

  void insertChars(int count) {
    restrict(state.active.cols - 1);
    state.active.line().insert(state.active.x, count, fill());
  }

  void deleteChars(int count) {
    restrict(state.active.cols - 1);
    state.active.line().delete(state.active.x, count, fill());
  }

  void insertLines(int count) {
    restrict(state.active.cols - 1);
    Grid grid = state.active;
    if (inMargins(grid)) {
      grid.rotate(grid.bottom, grid.y, count, fill());
      grid.x = 0;
    }
  }

  void deleteLines(int count) {
    restrict(state.active.cols - 1);
    Grid grid = state.active;
    if (inMargins(grid)) {
      grid.rotate(grid.y, grid.bottom, count, fill());
      grid.x = 0;
    }
  }

  /** SU: unlike a line feed it keeps nothing. */
  void scrollUp(int count) {
    Grid grid = state.active;
    grid.rotate(grid.top, grid.bottom, count, fill());
  }

  /** SD: what comes in has default attributes, as in xterm.js. */
  void scrollDown(int count) {
    Grid grid = state.active;
    grid.rotate(grid.bottom, grid.top, count, Cell.BLANK);
  }

  void scrollLeft(int from, int count) {
    Grid grid = state.active;
    if (inMargins(grid)) {
      for (int row = grid.top; row <= grid.bottom; row++) {
        grid.line(row).delete(from, count, fill());
        grid.line(row).wrapped = false;
      }
    }
  }

  void scrollRight(int from, int count) {
    Grid grid = state.active;
    if (inMargins(grid)) {
      for (int row = grid.top; row <= grid.bottom; row++) {
        grid.line(row).insert(from, count, fill());
        grid.line(row).wrapped = false;
      }
    }
  }

  private static boolean inMargins(Grid grid) {
    return grid.y >= grid.top && grid.y <= grid.bottom;
  }

  /** DECSCA: whether selective erase spares what is written from now on. */
  void protect(int which) {
    Pen pen = state.pen;
    if (which == 1) {
      pen.bg |= Attributes.PROTECTED;
    } else if (which == 0 || which == 2) {
      pen.bg &= ~Attributes.PROTECTED;
    }
    pen.changed();
  }

  /** DECALN: fills the screen with E. The underline's style and the link are left out. */
  void alignmentPattern(CursorControl cursor) {
    Grid grid = state.active;
    cursor.to(0, 0);
    int protection = (state.pen.bg & Attributes.PROTECTED) != 0 ? Cell.PROTECTED : 0;
    int look = state.attributes.intern(state.pen.fg, state.pen.bg & ~Attributes.PROTECTED, 0, 0);
    long cell = (long) look << 32 | protection | Cell.EMPTY | 'E';
    int length = grid.lines.length();
    for (int i = 0; i < grid.rows; i++) {
      int index = grid.base + grid.y + i;
      if (index < length || grid.lines.isFull()) {
        grid.lines.get(index % length).fill(cell);
        unwrap(grid, index);
      }
    }
    cursor.to(0, 0);
  }
}
