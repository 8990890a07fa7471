package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * What a program writes, on its way to the user's own terminal. Three things are taken out: queries
 * (the hub has answered them; a second answer would end up as typed text), full resets (they would
 * wipe the user's scrollback; a clean screen stands in), and nothing else. Beside that it notes
 * what has to be undone in the end.
 *
 * <p>Sequences may be split anywhere between calls. Used by one thread at a time.
 */
final class ScreenFilter {
  private static final byte ESC = 0x1b;
  private static final byte ENQ = 0x05;
  private static final byte BEL = 0x07;
  private static final byte CAN = 0x18;
  private static final byte SUB = 0x1a;

  /** Longer than any query; what does not end by then is passed on as it comes. */
  private static final int MAX_HELD_BYTES = 4096;

  private enum State {
    TEXT,
    ESCAPE,
    CONTROL,
    /** The text of an OSC, DCS, APC, PM or SOS. */
    STRING,
    STRING_ESCAPE,
    /** A string that is too long to be a query. */
    PASSING,
    PASSING_ESCAPE
  }

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ScreenModes modes = new ScreenModes();
  private State state = State.TEXT;
  private byte last = '\n';

  /**
   * @return what the user's terminal gets
   */
  byte[] pass(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int end = bytes.length;
    int i = 0;
    while (i < end) {
      if (state == State.TEXT) {
        int start = i;
        while (i < end && bytes[i] != ESC && bytes[i] != ENQ) {
          i++;
        }
        if (i > start) {
          out.write(bytes, start, i - start);
          last = bytes[i - 1];
        }
        if (i < end && bytes[i++] == ESC) {
          hold(ESC, State.ESCAPE);
        }
      } else {
        step(bytes[i++], out);
      }
    }
    return out.toByteArray();
  }

  private void step(byte b, ByteArrayOutputStream out) {
    switch (state) {
      case TEXT -> throw new IllegalStateException("text is not stepped through");
      case ESCAPE -> escape(b, out);
      case CONTROL -> control(b, out);
      case STRING -> string(b, out);
      case STRING_ESCAPE -> {
        if (b == '\\') {
          held.write(b);
          endOfString(out);
        } else {
          // Not the terminator but a sequence that cuts the string off.
          flush(out);
          state = State.ESCAPE;
          held.write(ESC);
          escape(b, out);
        }
      }
      case PASSING -> {
        out.write(b);
        state =
            switch (b) {
              case BEL, CAN, SUB -> State.TEXT;
              case ESC -> State.PASSING_ESCAPE;
              default -> State.PASSING;
            };
      }
      case PASSING_ESCAPE -> {
        out.write(b);
        state = b == ESC ? State.PASSING_ESCAPE : State.TEXT;
      }
    }
  }

  private void escape(byte b, ByteArrayOutputStream out) {
    switch (b) {
      case '[' -> hold(b, State.CONTROL);
      case ']', 'P', '_', '^', 'X' -> hold(b, State.STRING);
      case ESC -> flush(out, ESC);
      case 'c' -> {
        drop();
        out.writeBytes(modes.clean());
      }
      case 'Z' -> drop();
      default -> {
        held.write(b);
        // A few take one more byte, which as text would be taken the same way.
        flush(out);
      }
    }
  }

  private void control(byte b, ByteArrayOutputStream out) {
    if (b == ESC) {
      flush(out, ESC);
    } else if (b == CAN || b == SUB || held.size() >= MAX_HELD_BYTES) {
      held.write(b);
      flush(out);
    } else {
      held.write(b);
      if (b >= 0x40 && b < 0x7f) {
        ControlSequence sequence = ControlSequence.parse(held.toString(US_ASCII));
        if (sequence.isQuery()) {
          drop();
        } else {
          modes.note(sequence);
          flush(out);
        }
      }
    }
  }

  private void string(byte b, ByteArrayOutputStream out) {
    held.write(b);
    switch (b) {
      case BEL -> endOfString(out);
      case ESC -> state = State.STRING_ESCAPE;
      case CAN, SUB -> flush(out);
      default -> {
        if (held.size() >= MAX_HELD_BYTES) {
          flush(out);
          state = State.PASSING;
        }
      }
    }
  }

  private void endOfString(ByteArrayOutputStream out) {
    String text = held.toString(US_ASCII);
    if (isQuery(text)) {
      drop();
    } else {
      modes.noteString(text);
      flush(out);
    }
  }

  /** Colours, clipboard and the like with a question mark for the value; settings; capabilities. */
  private static boolean isQuery(String text) {
    return switch (text.charAt(1)) {
      case ']' -> text.contains(";?");
      case 'P' -> text.startsWith("$q", 2) || text.startsWith("+q", 2);
      case '_' -> text.startsWith("G", 2) && text.contains("a=q");
      default -> false;
    };
  }

  private void hold(byte b, State next) {
    held.write(b);
    state = next;
  }

  private void drop() {
    held.reset();
    state = State.TEXT;
  }

  private void flush(ByteArrayOutputStream out) {
    out.writeBytes(held.toByteArray());
    drop();
  }

  /** A sequence was cut off by the beginning of the next. */
  private void flush(ByteArrayOutputStream out, byte next) {
    flush(out);
    hold(next, State.ESCAPE);
  }

  /** Makes a screen on which nothing has been drawn, in the usual modes. */
  byte[] clean() {
    boolean within = state == State.PASSING || state == State.PASSING_ESCAPE;
    drop();
    byte[] clean = modes.clean();
    return within ? cutOff(clean) : clean;
  }

  /** Undoes what the program did to the terminal, and what it left half-said. */
  byte[] leave() {
    boolean within = state == State.PASSING || state == State.PASSING_ESCAPE;
    drop();
    boolean newline = last != '\n' && !modes.isAlternate();
    byte[] undone = modes.undo();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(within ? cutOff(undone) : undone);
    all.writeBytes(newline ? new byte[] {'\r', '\n'} : new byte[0]);
    last = '\n';
    return all.toByteArray();
  }

  private static byte[] cutOff(byte[] then) {
    byte[] all = new byte[then.length + 1];
    all[0] = CAN;
    System.arraycopy(then, 0, all, 1, then.length);
    return all;
  }
}
