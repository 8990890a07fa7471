package dev.patchbay.terminals.screen;

import java.util.EnumSet;
import java.util.Set;

/**
 * Writes a terminal's state as bytes that bring an xterm.js of the same size to the same state.
 *
 * <p>The order follows from what disturbs what: rows first, since they need the initial modes; then
 * what lies in wait (saved cursor, tab stops, margins, character sets, modes); then the cursor, as
 * setting margins and origin mode moves it; then the pen; then, where a combining character would
 * still join it, the last character once more; and at the very end the beginning of a sequence or
 * character that is not complete.
 */
final class SnapshotWriter {
  private static final String ST = "\u001b\\";

  /**
   * RIS ends whatever the receiver was in the middle of. It leaves the cursor's visibility, LNM and
   * the palette alone, so these follow.
   */
  private static final String START =
      "\u001bc\u001b[?25h\u001b[20l\u001b]104"
          + ST
          + "\u001b]110"
          + ST
          + "\u001b]111"
          + ST
          + "\u001b]112"
          + ST;

  private final State state;
  private final Parser parser;
  private final ByteSink out;
  private final Ink ink;
  private final RowWriter rows;
  private final Set<SnapshotGap> gaps = EnumSet.noneOf(SnapshotGap.class);

  SnapshotWriter(State state, Parser parser) {
    this.state = state;
    this.parser = parser;
    this.out = new ByteSink(1024 + state.normal.lines.length() * (state.cols() + 2));
    this.ink = new Ink(state, out);
    this.rows = new RowWriter(state, out, ink);
  }

  byte[] write() {
    out.put(START).put("\u001b]2;").utf8(state.title).put(ST);
    palette();
    grid(state.normal);
    if (state.isAlternate()) {
      ink.sequence("\u001b[").number(state.normal.y + 1).put("H");
      ink.plainBackground();
      ink.sequence("\u001b[?47h\u001b[H");
      grid(state.alternate);
    } else {
      savedCursorOfAlternate();
    }
    charsets();
    boolean restored = restorePenByCursor();
    modes();
    new CursorWriter(state, ink, rows, out, gaps).write(restored);
    parser.write(out);
    gaps.addAll(rows.gaps());
    return out.toBytes();
  }

  /** What in the written bytes is not exact. */
  Set<SnapshotGap> gaps() {
    return gaps;
  }

  private void palette() {
    for (int i = 0; i < Palette.SIZE; i++) {
      if (state.palette.isSet(i)) {
        int rgb = state.palette.get(i);
        String name =
            i < Palette.FOREGROUND ? "4;" + i : String.valueOf(10 + i - Palette.FOREGROUND);
        ink.sequence("\u001b]" + name + String.format(";#%06x", rgb)).put(ST);
      }
    }
  }

  /** Rows, saved cursor, tab stops and margins of the grid that the receiver shows. */
  private void grid(Grid grid) {
    hiddenCells(grid);
    if (grid.savedY < 0) {
      gaps.add(SnapshotGap.SAVED_CURSOR);
    }
    savedBelow(grid);
    rows.write(
        grid,
        (index, column) -> {
          state.marks.write(grid.lines.get(index), ink);
          if (index == grid.savedY && index < grid.base && isSaved(grid)) {
            if (column < grid.cols) {
              saveCursor(grid, column);
            } else {
              gaps.add(SnapshotGap.SAVED_CURSOR);
            }
          }
        });
    int row = grid.savedY - grid.base;
    if (row >= 0 && row < grid.rows && (isSaved(grid) || ink.isSavedCursorUsed())) {
      ink.sequence("\u001b[").number(row + 1).put('H');
      saveCursor(grid, 0);
    } else if (ink.isSavedCursorUsed()) {
      gaps.add(SnapshotGap.SAVED_CURSOR);
    }
    tabs(grid);
    if (grid.top > 0 || grid.bottom < grid.rows - 1) {
      ink.sequence("\u001b[").number(grid.top + 1).put(';').number(grid.bottom + 1).put('r');
    }
  }

  private void hiddenCells(Grid grid) {
    for (int i = 0; i < grid.lines.length(); i++) {
      if (grid.lines.get(i).length() > grid.cols) {
        gaps.add(SnapshotGap.HIDDEN_CELLS);
      }
    }
  }

  private static boolean isSaved(Grid grid) {
    return grid.savedX != 0
        || grid.savedY != 0
        || grid.savedFg != 0
        || grid.savedBg != 0
        || grid.savedCharset != Charset.US;
  }

  /**
   * A cursor saved in a row below the present last one, as happens when the scrollback is cleared:
   * the receiver scrolls as far, saves its cursor, and clears.
   */
  private void savedBelow(Grid grid) {
    int below = grid.savedY - (grid.base + grid.rows - 1);
    if (below <= 0) {
      return;
    }
    if (grid.savedY >= grid.lines.max()) {
      gaps.add(SnapshotGap.SAVED_CURSOR);
      return;
    }
    ink.sequence("\u001b[").number(grid.rows).put('H');
    for (int i = grid.rows - 1; i < grid.savedY; i++) {
      out.put('\n');
    }
    saveCursor(grid, 0);
    ink.sequence("\u001b[3J\u001b[H");
  }

  /** DECSC in the receiver's row; the column is {@code column} afterwards. */
  private void saveCursor(Grid grid, int column) {
    if (grid.savedX >= grid.cols) {
      gaps.add(SnapshotGap.SAVED_CURSOR);
    }
    boolean charset = grid.savedCharset != Charset.US;
    ink.lookOnly(grid.savedFg, grid.savedBg);
    ink.savedCursorSet();
    ink.sequence("\u001b[").number(Math.min(grid.savedX, grid.cols - 1) + 1).put('G');
    if (charset) {
      out.put("\u001b(").put(grid.savedCharset.designator());
    }
    out.put("\u001b7");
    if (charset) {
      out.put("\u001b(B");
    }
    out.put("\u001b[").number(column + 1).put('G');
  }

  private void tabs(Grid grid) {
    if (grid.tabs.isDefault(grid.cols)) {
      return;
    }
    ink.sequence("\u001b[3g");
    for (int col = 0; col < grid.cols; col++) {
      if (grid.tabs.isSet(col)) {
        out.put("\u001b[").number(col + 1).put("G\u001bH");
      }
    }
  }

  /** The alternate screen is empty while it does not show, but remembers its saved cursor. */
  private void savedCursorOfAlternate() {
    Grid grid = state.alternate;
    if (!isSaved(grid)) {
      return;
    }
    if (grid.savedY >= grid.rows) {
      gaps.add(SnapshotGap.SAVED_CURSOR);
      return;
    }
    ink.sequence("\u001b[?47h\u001b[").number(grid.savedY + 1).put('H');
    saveCursor(grid, 0);
    ink.sequence("\u001b[?47l");
  }

  private void charsets() {
    for (int level = 0; level < state.designated.length; level++) {
      if (state.designated[level] != Charset.US) {
        ink.sequence("\u001b").put("()*+".charAt(level)).put(state.designated[level].designator());
      }
    }
    shift();
  }

  private void shift() {
    switch (state.charsetLevel) {
      case 1 -> ink.sequence("\u000e");
      case 2 -> ink.sequence("\u001bn");
      case 3 -> ink.sequence("\u001bo");
      default -> {}
    }
  }

  /**
   * Where pen or character set can only have come back with the cursor, brings them back with it.
   *
   * @return whether the pen is what it has to be
   */
  private boolean restorePenByCursor() {
    Pen pen = state.pen;
    Grid grid = state.active;
    boolean penByCursor = !Ink.isConsistent(pen.fg, pen.bg, pen.line, pen.link);
    boolean setByCursor = state.charset != state.designated[state.charsetLevel];
    if (!penByCursor && !setByCursor) {
      return false;
    }
    if (setByCursor && state.charset != grid.savedCharset) {
      gaps.add(SnapshotGap.CHARSET);
    }
    boolean possible = pen.fg == grid.savedFg && pen.bg == grid.savedBg;
    if (penByCursor && !possible) {
      gaps.add(SnapshotGap.PEN);
    }
    ink.underlineOnly(pen.line, pen.link);
    ink.sequence("\u001b8");
    ink.restored(grid.savedFg, grid.savedBg, pen.line, pen.link);
    if (!setByCursor && state.charset != grid.savedCharset) {
      if (state.charsetLevel == 0) {
        out.put("\u000f");
      }
      shift();
    }
    return penByCursor && possible;
  }

  /**
   * All modes but insert mode, which would move the cells when the cursor is brought to its place.
   */
  private void modes() {
    ModeState modes = state.modes;
    privateMode(modes.applicationCursor, 1);
    privateMode(modes.origin, 6);
    if (!modes.autowrap) {
      ink.sequence("\u001b[?7l");
    }
    if (modes.blink != ModeState.Blink.UNSET) {
      ink.sequence(modes.blink == ModeState.Blink.ON ? "\u001b[?12h" : "\u001b[?12l");
    }
    if (modes.cursorHidden) {
      ink.sequence("\u001b[?25l");
    }
    privateMode(modes.reverseWrap, 45);
    privateMode(modes.applicationKeypad, 66);
    privateMode(modes.mouse.mode != 0, modes.mouse.mode);
    privateMode(modes.mouseEncoding.mode != 0, modes.mouseEncoding.mode);
    privateMode(modes.focus, 1004);
    privateMode(modes.bracketedPaste, 2004);
    privateMode(modes.synchronizedOutput, 2026);
    if (modes.newLine) {
      ink.sequence("\u001b[20h");
    }
    cursorStyle(modes);
  }

  private void privateMode(boolean on, int mode) {
    if (on) {
      ink.sequence("\u001b[?").number(mode).put('h');
    }
  }

  private void cursorStyle(ModeState modes) {
    if (modes.styleBlink == ModeState.Blink.UNSET) {
      return;
    }
    int steady = modes.styleBlink == ModeState.Blink.ON ? 0 : 1;
    // Numbers above 6 set no shape.
    int number = modes.cursorStyle == 0 ? 7 + steady : modes.cursorStyle * 2 - 1 + steady;
    ink.sequence("\u001b[").number(number).put(" q");
  }
}
