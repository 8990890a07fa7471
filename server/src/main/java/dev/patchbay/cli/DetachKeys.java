package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What to type, one key after the other, to leave a terminal running. */
final class DetachKeys {
  /**
   * Of all keys with Ctrl this one has the fewest uses (it quits a program, with a dump), and typed
   * once it still has them.
   */
  static final String DEFAULT = "ctrl-\\,ctrl-\\";

  private static final String CTRL = "ctrl-";
  private static final int CTRL_MASK = 0x1f;

  private final String text;
  private final List<Key> keys;

  /**
   * One key.
   *
   * @param encodings all that terminals send for it: besides the plain byte what programs can ask
   *     for, the kitty keyboard protocol and xterm's modifyOtherKeys
   */
  record Key(List<byte[]> encodings) {
    static Key control(char letter) {
      return new Key(
          List.of(
              new byte[] {(byte) (letter & CTRL_MASK)},
              ("\033[" + (int) letter + ";5u").getBytes(US_ASCII),
              ("\033[27;5;" + (int) letter + "~").getBytes(US_ASCII)));
    }

    static Key plain(char letter) {
      return new Key(List.of(new byte[] {(byte) letter}));
    }

    /** How many of the bytes from an index on are this key; 0 if they are not. */
    int lengthAt(byte[] bytes, int index, int end) {
      for (byte[] encoding : encodings) {
        int stop = index + encoding.length;
        if (stop <= end && Arrays.equals(bytes, index, stop, encoding, 0, encoding.length)) {
          return encoding.length;
        }
      }
      return 0;
    }
  }

  private DetachKeys(String text, List<Key> keys) {
    this.text = text;
    this.keys = List.copyOf(keys);
  }

  /**
   * @param text keys with commas between them, each {@code ctrl-} and a letter or one of
   *     {@code @[\]^_}, or a single character; or {@code none}
   * @throws IllegalArgumentException if it is something else
   */
  static DetachKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    if (!text.equals("none")) {
      for (String key : text.split(",", -1)) {
        keys.add(key(key));
      }
    }
    return new DetachKeys(text, keys);
  }

  private static Key key(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() == CTRL.length() + 1 && lower.startsWith(CTRL)) {
      char letter = lower.charAt(CTRL.length());
      if ((letter >= 'a' && letter <= 'z') || "@[\\]^_".indexOf(letter) >= 0) {
        return Key.control(letter);
      }
    }
    if (text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) < 0x7f) {
      return Key.plain(text.charAt(0));
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no key such as ctrl-p, ctrl-\\ or x, with commas between several");
  }

  List<Key> keys() {
    return keys;
  }

  /** As people know them: {@code Ctrl+\ Ctrl+\}. */
  String words() {
    return text.toUpperCase(Locale.ROOT).replace("CTRL-", "Ctrl+").replace(',', ' ');
  }

  @Override
  public String toString() {
    return text;
  }

  /** For the command line. */
  static final class Converter implements ITypeConverter<DetachKeys> {
    @Override
    public DetachKeys convert(String value) {
      try {
        return parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
