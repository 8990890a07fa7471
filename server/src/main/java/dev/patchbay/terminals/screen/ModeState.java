package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Every mode of a terminal. The caller of the screen owns it, as everything of a screen. */
final class ModeState {
  /** Whether the program has asked for a blinking cursor; the viewer's own choice until it has. */
  enum Blink {
    UNSET,
    ON,
    OFF
  }

  boolean applicationCursor;
  boolean applicationKeypad;
  boolean bracketedPaste;
  boolean focus;
  boolean insert;
  boolean origin;
  boolean reverseWrap;
  boolean synchronizedOutput;
  boolean autowrap = true;

  /** DECSCUSR's shape: 1 block, 2 underline, 3 bar, 0 for the viewer's own. */
  int cursorStyle;

  /** Set apart from the shape: xterm.js takes it from any number, the shape from 1 to 6 only. */
  Blink styleBlink = Blink.UNSET;

  Modes.Mouse mouse = Modes.Mouse.NONE;
  Modes.MouseEncoding mouseEncoding = Modes.MouseEncoding.DEFAULT;

  /** These three outlive a reset, as in xterm.js. */
  boolean cursorHidden;

  boolean newLine;
  Blink blink = Blink.UNSET;

  /** What both resets do; a full one also forgets the mouse. */
  void reset() {
    applicationCursor = false;
    applicationKeypad = false;
    bracketedPaste = false;
    focus = false;
    insert = false;
    origin = false;
    reverseWrap = false;
    synchronizedOutput = false;
    autowrap = true;
    cursorStyle = 0;
    styleBlink = Blink.UNSET;
  }

  void resetMouse() {
    mouse = Modes.Mouse.NONE;
    mouseEncoding = Modes.MouseEncoding.DEFAULT;
  }

  void write(DataOutput out) throws IOException {
    for (boolean mode :
        new boolean[] {
          applicationCursor,
          applicationKeypad,
          bracketedPaste,
          focus,
          insert,
          origin,
          reverseWrap,
          synchronizedOutput,
          autowrap,
          cursorHidden,
          newLine
        }) {
      out.writeBoolean(mode);
    }
    out.writeByte(cursorStyle);
    StateWriter.constant(out, styleBlink);
    StateWriter.constant(out, mouse);
    StateWriter.constant(out, mouseEncoding);
    StateWriter.constant(out, blink);
  }

  /** In the order in which they are written. */
  void read(DataInput in) throws IOException {
    applicationCursor = in.readBoolean();
    applicationKeypad = in.readBoolean();
    bracketedPaste = in.readBoolean();
    focus = in.readBoolean();
    insert = in.readBoolean();
    origin = in.readBoolean();
    reverseWrap = in.readBoolean();
    synchronizedOutput = in.readBoolean();
    autowrap = in.readBoolean();
    cursorHidden = in.readBoolean();
    newLine = in.readBoolean();
    cursorStyle = in.readUnsignedByte();
    styleBlink = StateReader.constant(in, Blink.class);
    mouse = StateReader.constant(in, Modes.Mouse.class);
    mouseEncoding = StateReader.constant(in, Modes.MouseEncoding.class);
    blink = StateReader.constant(in, Blink.class);
  }

  Modes view(boolean alternateScreen) {
    return new Modes(
        applicationCursor,
        applicationKeypad,
        bracketedPaste,
        newLine,
        focus,
        mouse,
        mouseEncoding,
        !cursorHidden,
        shape(),
        alternateScreen,
        synchronizedOutput);
  }

  private Modes.CursorShape shape() {
    int number = cursorStyle * 2 - (styleBlink == Blink.ON ? 1 : 0);
    for (Modes.CursorShape shape : Modes.CursorShape.values()) {
      if (cursorStyle > 0 && shape.number == number) {
        return shape;
      }
    }
    return Modes.CursorShape.UNSET;
  }
}
