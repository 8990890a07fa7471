package dev.patchbay.terminals.screen;

/**
 * The state machine of DEC's terminals after Paul Williams (vt100.net/emu/dec_ansi_parser), with
 * the turns xterm.js takes: a control of the C1 set acts in every state, strings may hold any
 * character, and what has no rule goes back to the ground.
 */
final class Transitions {
  static final int GROUND = 0;
  static final int ESCAPE = 1;
  static final int ESCAPE_INTERMEDIATE = 2;
  static final int CSI_ENTRY = 3;
  static final int CSI_PARAM = 4;
  static final int CSI_INTERMEDIATE = 5;
  static final int CSI_IGNORE = 6;
  static final int IGNORED_STRING = 7;
  static final int OSC_STRING = 8;
  static final int DCS_ENTRY = 9;
  static final int DCS_PARAM = 10;
  static final int DCS_IGNORE = 11;
  static final int DCS_INTERMEDIATE = 12;
  static final int DCS_PASSTHROUGH = 13;

  static final int DROP = 0;
  static final int PRINT = 1;
  static final int EXECUTE = 2;
  static final int CLEAR = 3;
  static final int COLLECT = 4;
  static final int PARAM = 5;
  static final int ESC_DISPATCH = 6;
  static final int CSI_DISPATCH = 7;
  static final int OSC_START = 8;
  static final int OSC_PUT = 9;
  static final int OSC_END = 10;
  static final int DCS_HOOK = 11;
  static final int DCS_PUT = 12;
  static final int DCS_UNHOOK = 13;

  /** Stands for every code point from 0xA0 on. */
  static final int OTHER = 0xA0;

  private static final int STATES = 14;
  private static final int STATE_SHIFT = 8;
  private static final int ACTION_SHIFT = 4;
  private static final int STATE_MASK = 15;
  private static final byte[] TABLE = build();

  private Transitions() {}

  static int of(int state, int codePoint) {
    return TABLE[state << STATE_SHIFT | Math.min(codePoint, OTHER)] & 0xFF;
  }

  static int action(int transition) {
    return transition >> ACTION_SHIFT;
  }

  static int next(int transition) {
    return transition & STATE_MASK;
  }

  private static byte[] build() {
    byte[] table = new byte[STATES << STATE_SHIFT];
    for (int state = 0; state < STATES; state++) {
      rule(table, state, 0x00, 0xA0, DROP, GROUND);
      rule(table, state, 0x18, 0x18, EXECUTE, GROUND);
      rule(table, state, 0x1A, 0x1A, EXECUTE, GROUND);
      rule(table, state, 0x80, 0x97, EXECUTE, GROUND);
      rule(table, state, 0x99, 0x9A, EXECUTE, GROUND);
      rule(table, state, 0x9C, 0x9C, DROP, GROUND);
      rule(table, state, 0x1B, 0x1B, CLEAR, ESCAPE);
      rule(table, state, 0x9D, 0x9D, OSC_START, OSC_STRING);
      rule(table, state, 0x98, 0x98, DROP, IGNORED_STRING);
      rule(table, state, 0x9E, 0x9F, DROP, IGNORED_STRING);
      rule(table, state, 0x9B, 0x9B, CLEAR, CSI_ENTRY);
      rule(table, state, 0x90, 0x90, CLEAR, DCS_ENTRY);
    }
    controls(table, GROUND, EXECUTE);
    rule(table, GROUND, 0x20, 0x7E, PRINT, GROUND);
    rule(table, GROUND, OTHER, OTHER, PRINT, GROUND);
    escape(table);
    csi(table);
    dcs(table);
    strings(table);
    return table;
  }

  private static void escape(byte[] table) {
    controls(table, ESCAPE, EXECUTE);
    rule(table, ESCAPE, 0x20, 0x2F, COLLECT, ESCAPE_INTERMEDIATE);
    rule(table, ESCAPE, 0x30, 0x7E, ESC_DISPATCH, GROUND);
    rule(table, ESCAPE, 0x7F, 0x7F, DROP, ESCAPE);
    rule(table, ESCAPE, 'P', 'P', CLEAR, DCS_ENTRY);
    rule(table, ESCAPE, 'X', 'X', DROP, IGNORED_STRING);
    rule(table, ESCAPE, '[', '[', CLEAR, CSI_ENTRY);
    rule(table, ESCAPE, ']', ']', OSC_START, OSC_STRING);
    rule(table, ESCAPE, '^', '_', DROP, IGNORED_STRING);
    controls(table, ESCAPE_INTERMEDIATE, EXECUTE);
    rule(table, ESCAPE_INTERMEDIATE, 0x20, 0x2F, COLLECT, ESCAPE_INTERMEDIATE);
    rule(table, ESCAPE_INTERMEDIATE, 0x30, 0x7E, ESC_DISPATCH, GROUND);
    rule(table, ESCAPE_INTERMEDIATE, 0x7F, 0x7F, DROP, ESCAPE_INTERMEDIATE);
  }

  private static void csi(byte[] table) {
    for (int state = CSI_ENTRY; state <= CSI_IGNORE; state++) {
      controls(table, state, EXECUTE);
      rule(table, state, 0x7F, 0x7F, DROP, state);
      rule(table, state, 0x40, 0x7E, CSI_DISPATCH, GROUND);
      rule(table, state, 0x20, 0x2F, COLLECT, CSI_INTERMEDIATE);
    }
    rule(table, CSI_ENTRY, 0x30, 0x3B, PARAM, CSI_PARAM);
    rule(table, CSI_ENTRY, 0x3C, 0x3F, COLLECT, CSI_PARAM);
    rule(table, CSI_PARAM, 0x30, 0x3B, PARAM, CSI_PARAM);
    rule(table, CSI_PARAM, 0x3C, 0x3F, DROP, CSI_IGNORE);
    rule(table, CSI_INTERMEDIATE, 0x30, 0x3F, DROP, CSI_IGNORE);
    rule(table, CSI_IGNORE, 0x20, 0x3F, DROP, CSI_IGNORE);
    rule(table, CSI_IGNORE, 0x40, 0x7E, DROP, GROUND);
    rule(table, CSI_IGNORE, OTHER, OTHER, DROP, CSI_IGNORE);
  }

  private static void dcs(byte[] table) {
    for (int state = DCS_ENTRY; state <= DCS_INTERMEDIATE; state++) {
      controls(table, state, DROP);
      rule(table, state, 0x7F, 0x7F, DROP, state);
      rule(table, state, 0x40, 0x7E, DCS_HOOK, DCS_PASSTHROUGH);
      rule(table, state, 0x20, 0x2F, COLLECT, DCS_INTERMEDIATE);
    }
    rule(table, DCS_ENTRY, 0x30, 0x3B, PARAM, DCS_PARAM);
    rule(table, DCS_ENTRY, 0x3C, 0x3F, COLLECT, DCS_PARAM);
    rule(table, DCS_PARAM, 0x30, 0x3B, PARAM, DCS_PARAM);
    rule(table, DCS_PARAM, 0x3C, 0x3F, DROP, DCS_IGNORE);
    rule(table, DCS_INTERMEDIATE, 0x30, 0x3F, DROP, DCS_IGNORE);
    rule(table, DCS_IGNORE, 0x20, 0x7F, DROP, DCS_IGNORE);
    rule(table, DCS_IGNORE, OTHER, OTHER, DROP, DCS_IGNORE);
    controls(table, DCS_PASSTHROUGH, DCS_PUT);
    rule(table, DCS_PASSTHROUGH, 0x20, 0x7E, DCS_PUT, DCS_PASSTHROUGH);
    rule(table, DCS_PASSTHROUGH, 0x7F, 0x7F, DROP, DCS_PASSTHROUGH);
    rule(table, DCS_PASSTHROUGH, OTHER, OTHER, DCS_PUT, DCS_PASSTHROUGH);
    ends(table, DCS_PASSTHROUGH, DCS_UNHOOK);
  }

  private static void strings(byte[] table) {
    controls(table, OSC_STRING, DROP);
    rule(table, OSC_STRING, 0x20, 0x7F, OSC_PUT, OSC_STRING);
    rule(table, OSC_STRING, OTHER, OTHER, OSC_PUT, OSC_STRING);
    ends(table, OSC_STRING, OSC_END);
    rule(table, OSC_STRING, 0x07, 0x07, OSC_END, GROUND);
    controls(table, IGNORED_STRING, DROP);
    rule(table, IGNORED_STRING, 0x20, 0x7F, DROP, IGNORED_STRING);
  }

  /** The controls of the C0 set that do not end a sequence. */
  private static void controls(byte[] table, int state, int action) {
    rule(table, state, 0x00, 0x17, action, state);
    rule(table, state, 0x19, 0x19, action, state);
    rule(table, state, 0x1C, 0x1F, action, state);
  }

  private static void ends(byte[] table, int state, int action) {
    rule(table, state, 0x18, 0x18, action, GROUND);
    rule(table, state, 0x1A, 0x1A, action, GROUND);
    rule(table, state, 0x1B, 0x1B, action, GROUND);
    rule(table, state, 0x9C, 0x9C, action, GROUND);
  }

  private static void rule(byte[] table, int state, int from, int to, int action, int next) {
    for (int code = from; code <= to; code++) {
      table[state << STATE_SHIFT | code] = (byte) (action << ACTION_SHIFT | next);
    }
  }
}
