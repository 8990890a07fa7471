package dev.patchbay.terminals.screen;

/**
 * What each control and each sequence means: the table of contents of everything a program can ask
 * for. Whatever is not listed does nothing.
 */
final class Sequences {
  /**
   * Characters one REP gives at most; programs ask for a row's worth. Ten bytes that print millions
   * would be a way to keep the hub busy.
   */
  private static final int MAX_REPEAT = 4096;

  private final State state;
  private final ScreenListener listener;
  private final Printer printer;
  private final CursorControl cursor;
  private final Editing editing;
  private final ModeSwitch modeSwitch;
  private final Sgr sgr;
  private final OscStrings oscStrings;
  private final Reports reports;

  Sequences(State state, ScreenListener listener, Printer printer) {
    this.state = state;
    this.listener = listener;
    this.printer = printer;
    this.cursor = new CursorControl(state);
    this.editing = new Editing(state);
    this.modeSwitch = new ModeSwitch(state, cursor);
    this.sgr = new Sgr(state.pen);
    this.reports = new Reports(state, listener);
    this.oscStrings = new OscStrings(state, listener, reports);
  }

  /** A control of the C0 or C1 set. */
  void execute(int code) {
    switch (code) {
      case 0x07 -> listener.bell();
      case 0x08 -> cursor.backspace();
      case '\t' -> cursor.tab();
      case '\n', 0x0B, 0x0C -> cursor.lineFeed();
      case '\r' -> state.active.x = 0;
      case 0x0E -> state.shiftTo(1);
      case 0x0F -> state.shiftTo(0);
      case 0x84 -> cursor.index();
      case 0x85 -> cursor.nextLine();
      case 0x88 -> state.active.tabs.set(state.active.x);
      default -> {}
    }
    state.before = 0;
  }

  /**
   * ESC, intermediates, final byte.
   *
   * @param id 8 bits each, the final byte lowest
   */
  void escape(int id) {
    switch (id) {
      case '7' -> state.saveCursor();
      case '8' -> state.restoreCursor();
      case 'D' -> cursor.index();
      case 'E' -> cursor.nextLine();
      case 'H' -> state.active.tabs.set(state.active.x);
      case 'M' -> cursor.reverseIndex();
      case '=' -> state.modes.applicationKeypad = true;
      case '>' -> state.modes.applicationKeypad = false;
      case 'c' -> {
        state.reset();
        listener.reset();
      }
      case 'n', '}' -> state.shiftTo(2);
      case 'o', '|' -> state.shiftTo(3);
      case '~' -> state.shiftTo(1);
      case '#' << 8 | '8' -> editing.alignmentPattern(cursor);
      case '%' << 8 | '@', '%' << 8 | 'G' -> {
        state.shiftTo(0);
        state.designate(0, Charset.US);
      }
      default -> designate(id >>> 8, id & 0xFF);
    }
    state.before = 0;
  }

  private void designate(int intermediate, int finalByte) {
    int level =
        switch (intermediate) {
          case '(' -> 0;
          case ')', '-' -> 1;
          case '*', '.' -> 2;
          case '+' -> 3;
          default -> -1;
        };
    Charset set = Charset.of(finalByte);
    if (level >= 0 && set != null) {
      state.designate(level, set);
    }
  }

  /**
   * CSI, prefix, parameters, intermediates, final byte.
   *
   * @param id prefix, intermediates and final byte, 8 bits each, the final byte lowest
   */
  void control(int id, Params params) {
    int count = params.get(0, 1);
    switch (id) {
      case 'm' -> sgr.apply(params);
      case 'A' -> cursor.up(count);
      case 'B' -> cursor.down(count);
      case 'C', 'a' -> cursor.move(count, 0);
      case 'D' -> cursor.move(-count, 0);
      case 'E' -> cursor.downToStart(count);
      case 'F' -> cursor.upToStart(count);
      case 'G', '`' -> cursor.to(count - 1, state.active.y);
      case 'H', 'f' -> cursor.to(params.length() > 1 ? params.get(1, 1) - 1 : 0, count - 1);
      case 'I' -> cursor.tabs(count);
      case 'Z' -> cursor.tabsBack(count);
      case 'd' -> cursor.to(state.active.x, count - 1);
      case 'e' -> cursor.move(0, count);
      case 'g' -> cursor.clearTabs(params.get(0));
      case 'r' -> cursor.margins(params);
      case 's' -> state.saveCursor();
      case 'u' -> state.restoreCursor();
      case '@' -> editing.insertChars(count);
      case 'P' -> editing.deleteChars(count);
      case 'X' -> editing.eraseChars(count);
      case 'J' -> editing.eraseDisplay(params.get(0), false);
      case '?' << 8 | 'J' -> editing.eraseDisplay(params.get(0), true);
      case 'K' -> editing.eraseLine(params.get(0), false);
      case '?' << 8 | 'K' -> editing.eraseLine(params.get(0), true);
      case 'L' -> editing.insertLines(count);
      case 'M' -> editing.deleteLines(count);
      case 'S' -> editing.scrollUp(count);
      case 'T' -> editing.scrollDown(count);
      case ' ' << 8 | '@' -> editing.scrollLeft(0, count);
      case ' ' << 8 | 'A' -> editing.scrollRight(0, count);
      case '\'' << 8 | '}' -> editing.scrollRight(state.active.x, count);
      case '\'' << 8 | '~' -> editing.scrollLeft(state.active.x, count);
      case '"' << 8 | 'q' -> editing.protect(params.get(0));
      case 'b' -> repeat(count);
      case 'h' -> modeSwitch.ansi(params, true);
      case 'l' -> modeSwitch.ansi(params, false);
      case '?' << 8 | 'h' -> modeSwitch.set(params);
      case '?' << 8 | 'l' -> modeSwitch.unset(params);
      case '!' << 8 | 'p' -> modeSwitch.softReset();
      case ' ' << 8 | 'q' -> modeSwitch.cursorStyle(params.get(0));
      default -> reports.control(id, params);
    }
    state.before = 0;
  }

  /** REP. */
  private void repeat(int count) {
    if (state.before == 0) {
      return;
    }
    Grid grid = state.active;
    int[] codePoints = new int[ClusterTable.MAX_LENGTH];
    long cell = grid.line().get(grid.x - Widths.width(state.before));
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    printer.repeat(codePoints, length, Math.min(count, MAX_REPEAT));
  }

  void osc(String text) {
    oscStrings.accept(text);
  }

  void dcs(int id, String text) {
    reports.deviceControl(id, text);
  }

  /** A string has ended, also one that was cut off or too long. */
  void endString() {
    state.before = 0;
  }
}
