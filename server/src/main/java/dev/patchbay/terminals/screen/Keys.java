package dev.patchbay.terminals.screen;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Encodes keys given by name as a terminal sends them in the modes in force.
 *
 * <p>A name is a key or a single character, after any of {@code ctrl-}, {@code alt-} and {@code
 * shift-} in any order: {@code ctrl-c}, {@code up}, {@code f5}, {@code alt-x}, {@code shift-tab},
 * {@code ctrl-shift-left}. Encodings are xterm's.
 */
public final class Keys {
  private static final String ESC = "\u001b";

  /** Cursor keys by their final byte: SS3 with application cursor keys, CSI otherwise. */
  private static final Map<String, Character> CURSOR =
      Map.of("up", 'A', "down", 'B', "right", 'C', "left", 'D', "home", 'H', "end", 'F');

  /** Keys by their number in {@code CSI number ~}. */
  private static final Map<String, Integer> NUMBERED =
      Map.ofEntries(
          Map.entry("insert", 2),
          Map.entry("delete", 3),
          Map.entry("pageup", 5),
          Map.entry("pagedown", 6),
          Map.entry("f5", 15),
          Map.entry("f6", 17),
          Map.entry("f7", 18),
          Map.entry("f8", 19),
          Map.entry("f9", 20),
          Map.entry("f10", 21),
          Map.entry("f11", 23),
          Map.entry("f12", 24));

  private static final Map<String, Character> FUNCTION =
      Map.of("f1", 'P', "f2", 'Q', "f3", 'R', "f4", 'S');

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "return", "enter",
          "esc", "escape",
          "del", "delete",
          "ins", "insert",
          "page-up", "pageup",
          "page-down", "pagedown",
          "pgup", "pageup",
          "pgdn", "pagedown");

  private Keys() {}

  /** What became of a list of keys. */
  public sealed interface Encoded {}

  /** What to write to the program. */
  public record Typed(String text) implements Encoded {
    /** The same in UTF-8. */
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A name that is no key; nothing is to be written. */
  public record UnknownKey(String name) implements Encoded {}

  /** Encodes keys one after another. */
  public static Encoded encode(List<String> keys, Modes modes) {
    StringBuilder text = new StringBuilder();
    for (String name : keys) {
      String encoded = encode(name, modes);
      if (encoded.isEmpty()) {
        return new UnknownKey(name);
      }
      text.append(encoded);
    }
    return new Typed(text.toString());
  }

  private static String encode(String name, Modes modes) {
    boolean shift = false;
    boolean alt = false;
    boolean ctrl = false;
    String key = name;
    for (boolean more = true; more; ) {
      String lower = key.toLowerCase(Locale.ROOT);
      if (lower.startsWith("shift-") && key.length() > 6) {
        shift = true;
        key = key.substring(6);
      } else if (lower.startsWith("alt-") && key.length() > 4) {
        alt = true;
        key = key.substring(4);
      } else if (lower.startsWith("ctrl-") && key.length() > 5) {
        ctrl = true;
        key = key.substring(5);
      } else {
        more = false;
      }
    }
    if (key.codePointCount(0, key.length()) == 1) {
      return character(key, shift, alt, ctrl);
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return named(OTHER_NAMES.getOrDefault(lower, lower), shift, alt, ctrl, modes);
  }

  private static String character(String key, boolean shift, boolean alt, boolean ctrl) {
    String text = shift ? key.toUpperCase(Locale.ROOT) : key;
    if (ctrl) {
      text = control(key.charAt(0));
    }
    return text.isEmpty() ? "" : alt ? ESC + text : text;
  }

  /** The control character of a key; empty where it has none. */
  private static String control(char key) {
    char upper = Character.toUpperCase(key);
    if (upper >= '@' && upper <= '_') {
      return String.valueOf((char) (upper & 0x1F));
    }
    return switch (key) {
      case ' ', '2' -> "\0";
      case '3' -> "\u001b";
      case '4' -> "\u001c";
      case '5' -> "\u001d";
      case '6', '~' -> "\u001e";
      case '7', '/' -> "\u001f";
      case '8', '?' -> "\u007f";
      default -> "";
    };
  }

  private static String named(String key, boolean shift, boolean alt, boolean ctrl, Modes modes) {
    int modifiers = 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (ctrl ? 4 : 0);
    Character cursor = CURSOR.get(key);
    if (cursor != null) {
      if (modifiers > 1) {
        return ESC + "[1;" + modifiers + cursor;
      }
      return ESC + (modes.applicationCursor() ? "O" : "[") + cursor;
    }
    Character function = FUNCTION.get(key);
    if (function != null) {
      return modifiers > 1 ? ESC + "[1;" + modifiers + function : ESC + "O" + function;
    }
    Integer number = NUMBERED.get(key);
    if (number != null) {
      return ESC + "[" + number + (modifiers > 1 ? ";" + modifiers : "") + "~";
    }
    String meta = alt ? ESC : "";
    return switch (key) {
      case "enter" -> meta + (modes.newLine() ? "\r\n" : "\r");
      case "tab" -> shift ? ESC + "[Z" : meta + "\t";
      case "escape" -> meta + ESC;
      case "backspace" -> meta + (ctrl ? "\b" : "\u007f");
      case "space" -> meta + (ctrl ? "\0" : " ");
      default -> "";
    };
  }
}
