package dev.patchbay.terminals.screen;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Answers the program's queries. Values are those xterm.js gives, so that programs see one terminal
 * whether the hub or a viewer answers; what only xterm answers is answered as it does. No answer
 * holds text that came from the program: it would be typed for the user.
 */
final class Reports {
  private static final String ESC = "\u001b";
  private static final String ST = "\u001b\\";
  private static final int NOT_RECOGNIZED = 0;
  private static final int SET = 1;
  private static final int RESET = 2;
  private static final int ALWAYS_SET = 3;
  private static final int ALWAYS_RESET = 4;

  private final State state;
  private final ScreenListener listener;

  Reports(State state, ScreenListener listener) {
    this.state = state;
    this.listener = listener;
  }

  private void reply(String text) {
    listener.reply(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** See {@link Sequences#control}. */
  void control(int id, Params params) {
    int p = params.get(0);
    switch (id) {
      case 'c' -> whenZero(p, "[?1;2c");
      case '>' << 8 | 'c' -> whenZero(p, "[>0;276;0c");
      case '=' << 8 | 'c' -> whenZero(p, "P!|00000000" + ST);
      case '>' << 8 | 'q' -> whenZero(p, "P>|Patchbay(" + state.settings.version() + ")" + ST);
      case 'n' -> status(p, "");
      case '?' << 8 | 'n' -> privateStatus(p);
      case '$' << 8 | 'p' -> reply(ESC + "[" + p + ";" + ansiMode(p) + "$y");
      case ('?' << 8 | '$') << 8 | 'p' -> reply(ESC + "[?" + p + ";" + privateMode(p) + "$y");
      default -> {}
    }
  }

  private void whenZero(int p, String answer) {
    if (p == 0) {
      reply(ESC + answer);
    }
  }

  private void status(int p, String prefix) {
    if (p == 5) {
      reply(ESC + "[0n");
    } else if (p == 6) {
      Grid grid = state.active;
      reply(ESC + "[" + prefix + (grid.y + 1) + ";" + (grid.x + 1) + "R");
    }
  }

  private void privateStatus(int p) {
    if (p == 6) {
      status(p, "?");
    }
  }

  private int ansiMode(int mode) {
    return switch (mode) {
      case 2 -> ALWAYS_RESET;
      case 4 -> set(state.modes.insert);
      case 12 -> ALWAYS_SET;
      case 20 -> set(state.modes.newLine);
      default -> NOT_RECOGNIZED;
    };
  }

  private int privateMode(int mode) {
    ModeState modes = state.modes;
    return switch (mode) {
      case 1 -> set(modes.applicationCursor);
      case 6 -> set(modes.origin);
      case 7 -> set(modes.autowrap);
      case 8 -> ALWAYS_SET;
      case 12 -> set(modes.blink == ModeState.Blink.ON);
      case 25 -> set(!modes.cursorHidden);
      case 45 -> set(modes.reverseWrap);
      case 66 -> set(modes.applicationKeypad);
      case 67, 1005, 1015 -> ALWAYS_RESET;
      case 9, 1000, 1002, 1003 -> set(modes.mouse.mode == mode);
      case 1004 -> set(modes.focus);
      case 1006, 1016 -> set(modes.mouseEncoding.mode == mode);
      case 1048 -> SET;
      case 47, 1047, 1049 -> set(state.isAlternate());
      case 2004 -> set(modes.bracketedPaste);
      case 2026 -> set(modes.synchronizedOutput);
      default -> NOT_RECOGNIZED;
    };
  }

  private static int set(boolean on) {
    return on ? SET : RESET;
  }

  /** A colour by OSC: {@code name} is what comes before it, such as {@code 4;1} or {@code 10}. */
  void color(String name, int rgb) {
    String spec =
        String.format(
            "rgb:%1$02x%1$02x/%2$02x%2$02x/%3$02x%3$02x", rgb >> 16, rgb >> 8 & 255, rgb & 255);
    reply(ESC + "]" + name + ";" + spec + ST);
  }

  /** A device control string: DECRQSS and XTGETTCAP. */
  void deviceControl(int id, String text) {
    if (id == ('$' << 8 | 'q')) {
      statusString(text);
    } else if (id == ('+' << 8 | 'q')) {
      capabilities(text);
    }
  }

  private void statusString(String what) {
    Grid grid = state.active;
    String answer =
        switch (what) {
          case "\"q" -> ((state.pen.bg & Attributes.PROTECTED) != 0 ? 1 : 0) + "\"q";
          case "\"p" -> "61;1\"p";
          case "r" -> (grid.top + 1) + ";" + (grid.bottom + 1) + "r";
          case "m" -> SgrWriter.describe(state.pen) + "m";
          case " q" -> cursorStyle() + " q";
          default -> "";
        };
    reply(answer.isEmpty() ? ESC + "P0$r" + ST : ESC + "P1$r" + answer + ST);
  }

  private int cursorStyle() {
    ModeState modes = state.modes;
    int style = modes.cursorStyle == 0 ? 1 : modes.cursorStyle;
    boolean blinks =
        modes.styleBlink == ModeState.Blink.UNSET
            ? modes.blink == ModeState.Blink.ON
            : modes.styleBlink == ModeState.Blink.ON;
    return style * 2 - (blinks ? 1 : 0);
  }

  /** XTGETTCAP: names in hexadecimal, separated by semicolons; one answer each. */
  private void capabilities(String names) {
    for (String name : names.split(";", -1)) {
      String value = capability(name);
      if (value.isEmpty()) {
        reply(ESC + "P0+r" + ST);
      } else {
        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII));
        reply(ESC + "P1+r" + name + "=" + hex + ST);
      }
    }
  }

  /** The value of a capability given by its name in hexadecimal; empty where there is none. */
  private static String capability(String hexName) {
    return switch (hexName.toLowerCase(Locale.ROOT)) {
      // TN, the name of the terminal
      case "544e" -> "xterm-256color";
      // Co and colors
      case "436f", "636f6c6f7273" -> "256";
      // RGB: bits of each colour
      case "524742" -> "8";
      default -> "";
    };
  }
}
