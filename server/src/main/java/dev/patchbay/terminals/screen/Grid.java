package dev.patchbay.terminals.screen;

/**
 * One of the two screens of a terminal: its rows with those that have scrolled off, its cursor,
 * margins, tab stops and saved cursor.
 *
 * <p>Rows of the screen count from {@code base}, the number of rows scrolled off. Columns and rows
 * count from 0. The column may be {@code cols}: the last column is written and the next character
 * goes to the next row; with the widths of Unicode 6 a combining character can put it one further.
 */
final class Grid {
  final LineRing lines;
  final TabStops tabs;

  private final int scrollback;
  private final boolean reflows;

  int cols;
  int rows;
  int x;
  int y;
  int base;

  /** First and last row of the scroll region. */
  int top;

  int bottom;

  /** What DECSC saved. The row counts from the oldest row kept, as in xterm.js. */
  int savedX;

  int savedY;
  int savedFg;
  int savedBg;
  Charset savedCharset = Charset.US;

  /**
   * @param scrollback rows to keep above the screen; 0 for the alternate screen, which does not
   *     reflow either
   */
  Grid(int cols, int rows, int scrollback, boolean reflows) {
    this.cols = cols;
    this.rows = rows;
    this.scrollback = scrollback;
    this.reflows = reflows;
    this.lines = new LineRing(rows + scrollback);
    this.tabs = new TabStops(cols);
    this.bottom = rows - 1;
  }

  boolean reflows() {
    return reflows;
  }

  int maxLines() {
    return rows + scrollback;
  }

  /** Whether the cursor stands in one of these rows, which count from the oldest one kept. */
  boolean holdsCursor(int from, int to) {
    int at = base + y;
    return at >= from && at < to;
  }

  boolean isEmpty() {
    return lines.length() == 0;
  }

  /** Gives an empty grid the rows of a screen. */
  void fillScreen(long fill) {
    if (isEmpty()) {
      for (int i = 0; i < rows; i++) {
        lines.push(new Line(cols, fill, false));
      }
    }
  }

  /** Takes all rows away; what DECSC saved stays. */
  void clear() {
    lines.trimStart(lines.length());
    lines.setMax(maxLines());
    base = 0;
    x = 0;
    y = 0;
    resetMargins();
    tabs.reset(cols);
  }

  void resetMargins() {
    top = 0;
    bottom = rows - 1;
  }

  Line line() {
    return lines.get(base + y);
  }

  Line line(int row) {
    return lines.get(base + row);
  }

  /** Moves the scroll region up by a row; from the screen's top, that row is kept above it. */
  void scroll(long fill, boolean wrapped) {
    if (top > 0) {
      Line line = line(top);
      lines.move(base + top, base + bottom);
      line.reset(cols, fill, wrapped);
      return;
    }
    if (lines.isFull()) {
      lines.rotate().reset(cols, fill, wrapped);
    } else {
      lines.push(new Line(cols, fill, wrapped));
      base++;
    }
    int last = lines.length() - 1;
    if (base + bottom < last) {
      lines.move(last, base + bottom);
    }
  }

  /**
   * Takes {@code count} rows out at {@code from} and puts as many empty ones in at {@code to}, both
   * rows of the screen.
   */
  void rotate(int from, int to, int count, long fill) {
    int times = Math.min(count, Math.abs(to - from) + 1);
    for (int i = 0; i < times; i++) {
      Line line = line(from);
      lines.move(base + from, base + to);
      line.reset(cols, fill, false);
    }
  }

  /** Bytes of heap. */
  long memory() {
    return lines.memory(cols);
  }

  /** Forgets the oldest of what has scrolled off. */
  void forgetOldest(int count) {
    int gone = Math.clamp(count, 0, base);
    lines.trimStart(gone);
    base -= gone;
    savedY = Math.max(savedY - gone, 0);
  }

  /** Forgets what has scrolled off. */
  void clearScrollback() {
    int count = lines.length() - rows;
    if (count > 0) {
      lines.trimStart(count);
      base = Math.max(base - count, 0);
    }
  }

  void restrictCursor(int maxCol, boolean origin) {
    x = Math.clamp(x, 0, maxCol);
    y = origin ? Math.clamp(y, top, bottom) : Math.clamp(y, 0, rows - 1);
  }
}
