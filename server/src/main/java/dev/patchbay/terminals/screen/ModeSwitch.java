package dev.patchbay.terminals.screen;

/** Sets and resets modes. */
final class ModeSwitch {
  private final State state;
  private final CursorControl cursor;

  ModeSwitch(State state, CursorControl cursor) {
    this.state = state;
    this.cursor = cursor;
  }

  /** SM and RM. */
  void ansi(Params params, boolean on) {
    for (int i = 0; i < params.length(); i++) {
      switch (params.get(i)) {
        case 4 -> state.modes.insert = on;
        case 20 -> state.modes.newLine = on;
        default -> {}
      }
    }
  }

  /** DECSET. */
  void set(Params params) {
    for (int i = 0; i < params.length(); i++) {
      switch (params.get(i)) {
        case 2 -> {
          for (int level = 0; level < state.designated.length; level++) {
            state.designate(level, Charset.US);
          }
        }
        case 9 -> state.modes.mouse = Modes.Mouse.X10;
        case 1000 -> state.modes.mouse = Modes.Mouse.BUTTONS;
        case 1002 -> state.modes.mouse = Modes.Mouse.DRAG;
        case 1003 -> state.modes.mouse = Modes.Mouse.MOTION;
        case 1006 -> state.modes.mouseEncoding = Modes.MouseEncoding.SGR;
        case 1016 -> state.modes.mouseEncoding = Modes.MouseEncoding.SGR_PIXELS;
        case 1048 -> state.saveCursor();
        case 1049 -> {
          state.saveCursor();
          state.useAlternate();
        }
        case 47, 1047 -> state.useAlternate();
        default -> plain(params.get(i), true);
      }
    }
  }

  /** DECRST. */
  void unset(Params params) {
    for (int i = 0; i < params.length(); i++) {
      switch (params.get(i)) {
        case 9, 1000, 1002, 1003 -> state.modes.mouse = Modes.Mouse.NONE;
        case 1006, 1016 -> state.modes.mouseEncoding = Modes.MouseEncoding.DEFAULT;
        case 1048 -> state.restoreCursor();
        case 1049 -> {
          state.useNormal();
          state.restoreCursor();
        }
        case 47, 1047 -> state.useNormal();
        default -> plain(params.get(i), false);
      }
    }
  }

  private void plain(int mode, boolean on) {
    ModeState modes = state.modes;
    switch (mode) {
      case 1 -> modes.applicationCursor = on;
      case 6 -> {
        modes.origin = on;
        cursor.to(0, 0);
      }
      case 7 -> modes.autowrap = on;
      case 12 -> modes.blink = on ? ModeState.Blink.ON : ModeState.Blink.OFF;
      case 25 -> modes.cursorHidden = !on;
      case 45 -> modes.reverseWrap = on;
      case 66 -> modes.applicationKeypad = on;
      case 1004 -> modes.focus = on;
      case 2004 -> modes.bracketedPaste = on;
      case 2026 -> modes.synchronizedOutput = on;
      default -> {}
    }
  }

  /** DECSTR. */
  void softReset() {
    Grid grid = state.active;
    state.modes.cursorHidden = false;
    grid.resetMargins();
    state.pen.reset();
    state.modes.reset();
    state.resetCharsets();
    grid.savedX = 0;
    grid.savedY = grid.base;
    grid.savedFg = 0;
    grid.savedBg = 0;
    grid.savedCharset = Charset.US;
  }

  /** DECSCUSR. */
  void cursorStyle(int number) {
    ModeState modes = state.modes;
    if (number == 0) {
      modes.cursorStyle = 0;
      modes.styleBlink = ModeState.Blink.UNSET;
      return;
    }
    if (number <= 6) {
      modes.cursorStyle = (number + 1) / 2;
    }
    modes.styleBlink = number % 2 == 1 ? ModeState.Blink.ON : ModeState.Blink.OFF;
  }
}
