package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.BreakIterator;
import java.util.Locale;

/** Where UTF-8 can be cut without cutting a character. */
public final class Characters {
  /** No cluster that somebody reads is longer; one that is may be cut. */
  private static final int LONGEST_CLUSTER = 256;

  private Characters() {}

  /**
   * How many of the first bytes are whole code points. What is no UTF-8 may be cut anywhere.
   *
   * @param length how many of the bytes count
   */
  public static int wholeCodePoints(byte[] bytes, int length) {
    for (int back = 1; back <= Math.min(3, length); back++) {
      int b = bytes[length - back] & 0xff;
      if (b < 0x80) {
        return length;
      }
      if (b >= 0xc0) {
        int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
    }
    return length;
  }

  /** Whether a byte goes on with a code point that others have begun. */
  static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /**
   * How many of the first bytes to take for a piece, so that neither a character with its marks nor
   * an escape sequence is cut.
   *
   * @param next the byte that follows
   */
  static int cut(byte[] bytes, int length, byte next) {
    int whole = wholeCodePoints(bytes, length);
    String text = new String(bytes, 0, whole, UTF_8);
    int end = Escapes.wholeLength(text);
    if (end == text.length() && next < 0) {
      end = beforeLastCluster(text);
    }
    return text.length() - end > LONGEST_CLUSTER
        ? whole
        : whole - text.substring(end).getBytes(UTF_8).length;
  }

  /** The next code point may be a mark of the last character. */
  private static int beforeLastCluster(String text) {
    int from = Math.max(0, text.length() - 2 * LONGEST_CLUSTER);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    String tail = text.substring(from);
    clusters.setText(tail);
    int last = clusters.preceding(tail.length());
    return last <= 0 ? text.length() : from + last;
  }
}
