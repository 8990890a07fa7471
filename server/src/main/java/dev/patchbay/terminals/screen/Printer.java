package dev.patchbay.terminals.screen;

/** Writes characters into the grid: widths, wrapping, clusters, insert mode. */
final class Printer {
  private final State state;

  Printer(State state) {
    this.state = state;
  }

  /** Prints bytes from 0x20 to 0x7E: the common case, a row's worth at a time. */
  void ascii(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      Grid grid = state.active;
      boolean plain =
          state.charset == Charset.US
              && !state.modes.insert
              && Widths.endsBeforeAscii(state.before)
              && (grid.x < grid.cols || state.modes.autowrap);
      if (!plain) {
        print(bytes[at++]);
        continue;
      }
      if (grid.x >= grid.cols) {
        wrap(grid, 0);
      }
      int count = Math.min(to - at, grid.cols - grid.x);
      write(grid, bytes, at, count);
      at += count;
    }
  }

  private void write(Grid grid, byte[] bytes, int from, int count) {
    Line line = grid.line();
    long style = state.pen.style() | Cell.EMPTY;
    int x = grid.x;
    begin(line, x);
    long[] cells = line.cells;
    for (int i = 0; i < count; i++) {
      cells[x + i] = style | bytes[from + i];
    }
    grid.x = x + count;
    end(grid, line);
    state.before = Widths.NARROW;
  }

  /** Prints any character as if it came alone. */
  void print(int codePoint) {
    Grid grid = state.active;
    Line line = grid.line();
    begin(line, grid.x);
    end(grid, put(grid, line, codePoint));
  }

  /** Prints what the last cell shows, as REP does: in one go, which tells at wide characters. */
  void repeat(int[] codePoints, int length, int times) {
    if (length == 0) {
      return;
    }
    Grid grid = state.active;
    Line line = grid.line();
    begin(line, grid.x);
    for (int i = 0; i < times; i++) {
      for (int k = 0; k < length; k++) {
        line = put(grid, line, codePoints[k]);
      }
    }
    end(grid, line);
  }

  /** A wide character loses its left half when its right one is about to be overwritten. */
  private void begin(Line line, int x) {
    if (x > 0 && line.width(x - 1) == 2) {
      line.set(x - 1, state.pen.style() | Cell.EMPTY);
    }
  }

  /** A right half whose left one is gone becomes an empty cell. */
  private void end(Grid grid, Line line) {
    int x = grid.x;
    if (x < grid.cols && line.width(x) == 0 && !line.hasContent(x)) {
      line.set(x, state.pen.style() | Cell.EMPTY);
    }
  }

  /** Puts a character where the cursor is, and gives the row the cursor is in afterwards. */
  private Line put(Grid grid, Line current, int codePoint) {
    Line line = current;
    int shown = codePoint < 0x7F ? state.charset.map(codePoint) : codePoint;
    int properties = state.settings.widths().properties(shown, state.before);
    int width = Widths.width(properties);
    boolean joins = Widths.joins(properties);
    int oldWidth = joins ? Widths.width(state.before) : 0;
    state.before = properties;
    if (grid.x + width - oldWidth > grid.cols) {
      if (state.modes.autowrap) {
        wrap(grid, oldWidth);
        line = grid.line();
      } else {
        grid.x = grid.cols - 1;
        if (width == 2) {
          return line;
        }
      }
    }
    long style = state.pen.style();
    if (joins && grid.x > 0) {
      join(grid, line, shown, width, oldWidth);
      return line;
    }
    if (state.modes.insert) {
      line.insert(grid.x, width - oldWidth, style | Cell.EMPTY);
      if (line.width(grid.cols - 1) == 2) {
        line.set(grid.cols - 1, style | Cell.EMPTY);
      }
    }
    line.set(grid.x++, style | (long) width << Cell.WIDTH_SHIFT | shown);
    for (int i = 1; i < width; i++) {
      line.set(grid.x++, style);
    }
    return line;
  }

  private void join(Grid grid, Line line, int codePoint, int width, int oldWidth) {
    int at = grid.x - (line.width(grid.x - 1) > 0 ? 1 : 2);
    long cell = line.get(at);
    int content = (int) cell & Cell.CONTENT_MASK;
    int cellWidth = width > 0 ? width : content == 0 ? 1 : Cell.width(cell);
    int joined = content == 0 ? codePoint : state.clusters.append(content, codePoint);
    line.set(at, Cell.withContent(cell, joined, cellWidth));
    for (int i = oldWidth; i < width; i++) {
      line.set(grid.x++, state.pen.style());
    }
  }

  /**
   * Goes to the next row, which then continues this one.
   *
   * @param carried columns of the character before, which moves along since it has become wider
   */
  private void wrap(Grid grid, int carried) {
    Line old = grid.line();
    int from = grid.x - carried;
    grid.x = carried;
    grid.y++;
    if (grid.y == grid.bottom + 1) {
      grid.y--;
      grid.scroll(state.pen.erase(), true);
    } else {
      if (grid.y >= grid.rows) {
        grid.y = grid.rows - 1;
      }
      grid.line().wrapped = true;
    }
    if (carried > 0) {
      grid.line().copyFrom(old, from, 0, carried);
    }
    for (int i = from; i < grid.cols; i++) {
      old.set(i, state.pen.style() | Cell.EMPTY);
    }
  }
}
