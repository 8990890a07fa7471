package dev.patchbay.terminals.screen;

import static dev.patchbay.terminals.screen.Transitions.GROUND;
import static dev.patchbay.terminals.screen.Transitions.OSC_STRING;

/**
 * The state machine: takes bytes as they come, however they are cut, and calls {@link Sequences}
 * with what they mean. It remembers a half-read UTF-8 character and a half-read sequence, and can
 * write bytes that bring another terminal to the same point.
 */
final class Parser {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** What the first byte of two adds to a code point; a bit less for every byte more. */
  private static final int LEAD_BITS = 0x3F;

  private final Sequences sequences;
  private final Printer printer;
  private final Params params = new Params();
  private final Payload payload = new Payload();

  private int state = GROUND;

  /**
   * Prefix and intermediate bytes, 8 bits each, the last one lowest. Only the last four are kept,
   * as nothing has more than two.
   */
  private int collected;

  /** What ends the header of a device control string: collected bytes and the final one. */
  private int hooked;

  /** The bytes of a UTF-8 character so far, the first one highest, and how many are to come. */
  private int partial;

  private int missing;

  Parser(Sequences sequences, Printer printer) {
    this.sequences = sequences;
    this.printer = printer;
  }

  void feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int next = bytes[at];
      if (next < 0 || missing > 0) {
        at = utf8(bytes, at, to);
      } else if (state == GROUND && next >= 0x20 && next != 0x7F) {
        int end = at + 1;
        while (end < to && bytes[end] >= 0x20 && bytes[end] != 0x7F) {
          end++;
        }
        printer.ascii(bytes, at, end);
        at = end;
      } else if (state == OSC_STRING && next >= 0x20) {
        int end = at + 1;
        while (end < to && bytes[end] >= 0x20) {
          end++;
        }
        payload.put(bytes, at, end);
        at = end;
      } else {
        step(next);
        at++;
      }
    }
  }

  /** Takes one byte of UTF-8, or a whole character at once where it is there. */
  private int utf8(byte[] bytes, int at, int to) {
    int next = bytes[at];
    if (missing == 0) {
      start(next);
      int end = at + 1 + missing;
      if (end > to) {
        return at + 1;
      }
      int codePoint = next & LEAD_BITS >> missing;
      for (int i = at + 1; i < end; i++) {
        if (bytes[i] >= (byte) 0xC0) {
          return at + 1;
        }
        codePoint = codePoint << 6 | (bytes[i] & 0x3F);
      }
      if (missing > 0) {
        int length = missing + 1;
        missing = 0;
        character(codePoint, length);
      }
      return end;
    }
    if (next >= (byte) 0xC0) {
      missing = 0;
      return at;
    }
    partial = partial << 8 | (next & 0xFF);
    missing--;
    if (missing == 0) {
      complete();
    }
    return at + 1;
  }

  private void start(int first) {
    int lead = first & 0xFF;
    missing = lead < 0xC0 || lead >= 0xF8 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    partial = lead;
  }

  private void complete() {
    if (partial >>> 24 != 0) {
      int low = (partial >> 8 & 0x3F) << 6 | (partial & 0x3F);
      character((partial >>> 24 & 7) << 18 | (partial >> 16 & 0x3F) << 12 | low, 4);
    } else if (partial >>> 16 != 0) {
      character((partial >> 16 & 15) << 12 | (partial >> 8 & 0x3F) << 6 | (partial & 0x3F), 3);
    } else {
      character((partial >> 8 & 0x1F) << 6 | (partial & 0x3F), 2);
    }
  }

  /** Drops what has a shorter form, surrogates, byte order marks and what is no code point. */
  private void character(int codePoint, int length) {
    boolean valid =
        switch (length) {
          case 2 -> codePoint >= 0x80;
          case 3 ->
              codePoint >= 0x800
                  && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                  && codePoint != BYTE_ORDER_MARK;
          default -> codePoint >= 0x1_0000 && codePoint <= Character.MAX_CODE_POINT;
        };
    if (!valid) {
      return;
    }
    if (state == GROUND && codePoint >= Transitions.OTHER) {
      printer.print(codePoint);
    } else {
      step(codePoint);
    }
  }

  private void step(int code) {
    int transition = Transitions.of(state, code);
    int next = Transitions.next(transition);
    switch (Transitions.action(transition)) {
      case Transitions.PRINT -> printer.print(code);
      case Transitions.EXECUTE -> sequences.execute(code);
      case Transitions.CLEAR -> clear();
      case Transitions.COLLECT -> collected = collected << 8 | code;
      case Transitions.PARAM -> params.take(code);
      case Transitions.ESC_DISPATCH -> sequences.escape(collected << 8 | code);
      case Transitions.CSI_DISPATCH -> sequences.control(collected << 8 | code, params);
      case Transitions.OSC_START -> payload.clear();
      case Transitions.OSC_PUT, Transitions.DCS_PUT -> payload.put(code);
      case Transitions.OSC_END -> next = end(code, next, true);
      case Transitions.DCS_HOOK -> {
        hooked = collected << 8 | code;
        payload.clear();
      }
      case Transitions.DCS_UNHOOK -> next = end(code, next, false);
      default -> {}
    }
    state = next;
  }

  private void clear() {
    params.reset();
    collected = 0;
  }

  /** Ends a string; an escape that does so also begins the next sequence. */
  private int end(int code, int next, boolean osc) {
    boolean complete = code != 0x18 && code != 0x1A && !payload.isOverflowing();
    sequences.endString();
    if (complete && osc) {
      sequences.osc(payload.text());
    } else if (complete) {
      sequences.dcs(hooked, payload.text());
    }
    payload.clear();
    clear();
    return code == 0x1B ? Transitions.ESCAPE : next;
  }

  int state() {
    return state;
  }

  /** Writes what has been read of a sequence and of a character that are not complete. */
  void write(ByteSink out) {
    switch (state) {
      case GROUND -> {}
      case Transitions.ESCAPE, Transitions.ESCAPE_INTERMEDIATE -> intermediates(out.put(0x1B));
      case Transitions.CSI_ENTRY, Transitions.CSI_PARAM, Transitions.CSI_INTERMEDIATE ->
          header(out.put("\u001b["));
      case Transitions.CSI_IGNORE -> out.put("\u001b[0<");
      // Whatever kind it was: none of them does anything.
      case Transitions.IGNORED_STRING -> out.put("\u001bX");
      case OSC_STRING -> {
        // A string that is too long already must not be taken for one that begins here.
        out.put("\u001b]").put(payload.isOverflowing() ? "!" : "");
        payload.write(out);
      }
      case Transitions.DCS_IGNORE -> out.put("\u001bP0<");
      case Transitions.DCS_PASSTHROUGH -> {
        if (payload.isOverflowing()) {
          out.put("\u001bP !z");
        } else {
          header(out.put("\u001bP"));
          out.put(hooked & 0xFF);
          payload.write(out);
        }
      }
      default -> header(out.put("\u001bP"));
    }
    if (missing > 0) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        if (partial >>> shift != 0) {
          out.put(partial >>> shift);
        }
      }
    }
  }

  private void header(ByteSink out) {
    int prefix = collected;
    while (prefix >>> 8 != 0) {
      prefix >>>= 8;
    }
    boolean prefixed = prefix >= 0x3C;
    if (prefixed) {
      out.put(prefix);
    }
    if (state != Transitions.CSI_ENTRY && state != Transitions.DCS_ENTRY) {
      params.write(out);
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
      int oneByte = collected >>> shift & 0xFF;
      if (oneByte != 0 && oneByte < 0x3C) {
        out.put(oneByte);
      }
    }
  }

  private void intermediates(ByteSink out) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      int oneByte = collected >>> shift & 0xFF;
      if (oneByte != 0) {
        out.put(oneByte);
      }
    }
  }
}
