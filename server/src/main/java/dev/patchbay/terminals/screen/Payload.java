package dev.patchbay.terminals.screen;

/** The text of an OSC or DCS string so far, up to a limit. */
final class Payload {
  /**
   * Longer strings are dropped whole; xterm.js takes 10 million characters. Titles, links, marks
   * and a clipboard's worth of text fit; what does not are images, which the screen knows nothing
   * of.
   */
  static final int MAX = 64 * 1024;

  /** Kept between strings; a bigger buffer is given back. */
  private static final int KEPT = 1024;

  private ByteSink bytes = new ByteSink(64);
  private boolean overflow;
  private boolean grown;

  void clear() {
    if (grown) {
      bytes = new ByteSink(64);
      grown = false;
    }
    bytes.clear();
    overflow = false;
  }

  void put(int codePoint) {
    if (!overflow) {
      bytes.codePoint(codePoint);
      check();
    }
  }

  /** Adds ASCII. */
  void put(byte[] source, int from, int to) {
    if (!overflow) {
      bytes.put(source, from, Math.min(to - from, MAX + 1));
      check();
    }
  }

  private void check() {
    grown |= bytes.length() > KEPT;
    if (bytes.length() > MAX) {
      clear();
      overflow = true;
    }
  }

  boolean isOverflowing() {
    return overflow;
  }

  String text() {
    return bytes.toString();
  }

  void write(ByteSink out) {
    byte[] all = bytes.toBytes();
    out.put(all, 0, all.length);
  }
}
