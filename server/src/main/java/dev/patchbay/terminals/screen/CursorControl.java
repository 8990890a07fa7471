package dev.patchbay.terminals.screen;

/** Moves the cursor, and sets what bounds it: tab stops and margins. */
final class CursorControl {
  private final State state;

  CursorControl(State state) {
    this.state = state;
  }

  private void restrict() {
    state.active.restrictCursor(state.active.cols - 1, state.modes.origin);
  }

  /** To a column, and a row that counts from the top margin in origin mode. */
  void to(int x, int y) {
    Grid grid = state.active;
    grid.x = x;
    grid.y = state.modes.origin ? add(grid.top, y) : y;
    restrict();
  }

  void move(int columns, int rows) {
    restrict();
    Grid grid = state.active;
    to(add(grid.x, columns), add(grid.y, rows));
  }

  void up(int count) {
    int room = state.active.y - state.active.top;
    move(0, room >= 0 ? -Math.min(room, count) : -count);
  }

  void down(int count) {
    int room = state.active.bottom - state.active.y;
    move(0, room >= 0 ? Math.min(room, count) : count);
  }

  void upToStart(int count) {
    up(count);
    state.active.x = 0;
  }

  void downToStart(int count) {
    down(count);
    state.active.x = 0;
  }

  void lineFeed() {
    Grid grid = state.active;
    if (state.modes.newLine) {
      grid.x = 0;
    }
    if (stepDown(grid)) {
      grid.line().wrapped = false;
    }
    if (grid.x >= grid.cols) {
      grid.x--;
    }
  }

  void index() {
    restrict();
    stepDown(state.active);
    restrict();
  }

  void nextLine() {
    state.active.x = 0;
    index();
  }

  /**
   * One row down, scrolling at the bottom margin; whether the cursor went to a row that was there.
   */
  private boolean stepDown(Grid grid) {
    if (grid.y == grid.bottom) {
      grid.scroll(state.pen.erase(), false);
      return false;
    }
    if (grid.y >= grid.rows - 1) {
      grid.y = grid.rows - 1;
      return false;
    }
    grid.y++;
    return true;
  }

  void reverseIndex() {
    restrict();
    Grid grid = state.active;
    if (grid.y == grid.top) {
      grid.rotate(grid.bottom, grid.top, 1, state.pen.erase());
    } else {
      grid.y--;
      restrict();
    }
  }

  /**
   * One column left; with reverse wraparound from a row's start to the end of the one it continues.
   */
  void backspace() {
    Grid grid = state.active;
    if (!state.modes.reverseWrap) {
      restrict();
      grid.x = Math.max(grid.x - 1, 0);
      return;
    }
    grid.restrictCursor(grid.cols, state.modes.origin);
    if (grid.x > 0) {
      grid.x--;
    } else if (grid.y > grid.top && grid.y <= grid.bottom && grid.line().wrapped) {
      grid.line().wrapped = false;
      grid.y--;
      grid.x = grid.cols - 1;
      long last = grid.line().get(grid.x);
      if (Cell.width(last) > 0 && !Cell.hasContent(last)) {
        // Left empty by a wide character that did not fit.
        grid.x--;
      }
    }
    restrict();
  }

  void tab() {
    Grid grid = state.active;
    if (grid.x < grid.cols) {
      grid.x = grid.tabs.next(grid.x, grid.cols);
    }
  }

  void tabs(int count) {
    for (int i = Math.min(count, state.active.cols); i > 0; i--) {
      tab();
    }
  }

  void tabsBack(int count) {
    Grid grid = state.active;
    if (grid.x < grid.cols) {
      for (int i = Math.min(count, grid.cols); i > 0; i--) {
        grid.x = grid.tabs.previous(grid.x, grid.cols);
      }
    }
  }

  void clearTabs(int which) {
    if (which == 0) {
      state.active.tabs.clear(state.active.x);
    } else if (which == 3) {
      state.active.tabs.clearAll();
    }
  }

  void margins(Params params) {
    Grid grid = state.active;
    int top = params.get(0, 1);
    int bottom = params.length() < 2 ? 0 : params.get(1);
    if (bottom == 0 || bottom > grid.rows) {
      bottom = grid.rows;
    }
    if (bottom > top) {
      grid.top = top - 1;
      grid.bottom = bottom - 1;
      to(0, 0);
    }
  }

  /** Adds a parameter, which may be as large as an int. */
  private static int add(int a, int b) {
    return (int) Math.min((long) a + b, Integer.MAX_VALUE);
  }
}
