package dev.patchbay.terminals.screen;

/**
 * The modes in force, as far as anything outside the screen needs them: to encode keys, mouse and
 * paste, and to draw the cursor.
 *
 * @param applicationCursor DECCKM: cursor keys send SS3
 * @param applicationKeypad DECNKM: the keypad sends SS3
 * @param bracketedPaste a paste is to be wrapped
 * @param newLine LNM: Return sends CR LF
 * @param focus focus changes are to be reported
 * @param mouse which mouse events are wanted
 * @param mouseEncoding how they are encoded
 * @param cursorVisible DECTCEM
 * @param cursorShape DECSCUSR
 * @param alternateScreen whether the alternate screen shows
 * @param synchronizedOutput DEC 2026: a frame is being drawn
 */
public record Modes(
    boolean applicationCursor,
    boolean applicationKeypad,
    boolean bracketedPaste,
    boolean newLine,
    boolean focus,
    Mouse mouse,
    MouseEncoding mouseEncoding,
    boolean cursorVisible,
    CursorShape cursorShape,
    boolean alternateScreen,
    boolean synchronizedOutput) {

  /** Mouse protocols with the DEC private mode that asks for each; 0 for none. */
  public enum Mouse {
    NONE(0),
    X10(9),
    BUTTONS(1000),
    DRAG(1002),
    MOTION(1003);

    final int mode;

    Mouse(int mode) {
      this.mode = mode;
    }
  }

  /** Mouse encodings with the DEC private mode that asks for each; 0 for the oldest. */
  public enum MouseEncoding {
    DEFAULT(0),
    SGR(1006),
    SGR_PIXELS(1016);

    final int mode;

    MouseEncoding(int mode) {
      this.mode = mode;
    }
  }

  /** Cursor shapes with their DECSCUSR number; {@code UNSET} leaves it to the viewer. */
  public enum CursorShape {
    UNSET(0),
    BLINKING_BLOCK(1),
    BLOCK(2),
    BLINKING_UNDERLINE(3),
    UNDERLINE(4),
    BLINKING_BAR(5),
    BAR(6);

    final int number;

    CursorShape(int number) {
      this.number = number;
    }
  }

  /** The modes a terminal starts with. */
  public static Modes defaults() {
    return new Modes(
        false,
        false,
        false,
        false,
        false,
        Mouse.NONE,
        MouseEncoding.DEFAULT,
        true,
        CursorShape.UNSET,
        false,
        false);
  }
}
