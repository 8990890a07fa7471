package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * A terminal's picture, kept from the bytes its program writes.
 *
 * <p>Not thread-safe: whoever owns the terminal calls it under the terminal's lock. No method
 * blocks. Time and memory are bounded by the size of the input and of the screen, whatever the
 * bytes are.
 */
public final class Screen {
  /** xterm.js takes no fewer columns, since a wide character must fit. */
  public static final int MIN_COLS = 2;

  /** Far above any window; bounds the memory a wrong size could ask for. */
  public static final int MAX_SIZE = 2_000;

  private final State state;
  private final Parser parser;

  /**
   * @param cols columns, at least {@link #MIN_COLS}; fewer become as many
   * @param rows rows, at least 1
   * @param listener told of answers, titles and bells while the screen is fed
   */
  public Screen(int cols, int rows, ScreenSettings settings, ScreenListener listener) {
    this.state = new State(width(cols), height(rows), settings);
    Printer printer = new Printer(state);
    this.parser = new Parser(new Sequences(state, listener, printer), printer);
  }

  private static int width(int cols) {
    return Math.clamp(cols, MIN_COLS, MAX_SIZE);
  }

  private static int height(int rows) {
    return Math.clamp(rows, 1, MAX_SIZE);
  }

  /** Takes the program's next bytes. However a stream is cut, the result is the same. */
  public void feed(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int end = offset + length;
    for (int at = offset; at < end; at += SWEEP_INTERVAL) {
      parser.feed(buffer, at, Math.min(end, at + SWEEP_INTERVAL));
      state.sweepIfCrowded();
    }
  }

  /** Bytes between two looks at whether the tables of attributes and clusters are crowded. */
  private static final int SWEEP_INTERVAL = 1 << 15;

  /** Changes the size; rows that ran over into the next are laid out anew. */
  public void resize(int cols, int rows) {
    if (width(cols) != state.cols() || height(rows) != state.rows()) {
      state.resize(width(cols), height(rows));
    }
  }

  /**
   * Bytes that give this picture, written to an xterm.js of the same size, scrollback and widths: a
   * fresh one, or any other, since they begin with a reset. Whatever is fed to both afterwards,
   * they stay alike. They hold no query and no bell, and leave the clipboard alone.
   */
  public byte[] snapshot() {
    return new SnapshotWriter(state, parser).write();
  }

  /**
   * Writes all there is to this picture, half-read sequences included, in a compact form for {@link
   * #restore}.
   */
  public void store(DataOutput out) throws IOException {
    new StateWriter(state, out).write(parser);
  }

  /**
   * A screen that is in every respect like the one that was stored: whatever is fed to both
   * afterwards, they stay alike.
   *
   * @param settings those of the stored one
   * @throws IOException if it cannot be read or is no such form
   */
  public static Screen restore(DataInput in, ScreenSettings settings, ScreenListener listener)
      throws IOException {
    Screen screen = new Screen(in.readInt(), in.readInt(), settings, listener);
    new StateReader(screen.state, in).read(screen.parser);
    return screen;
  }

  /**
   * Bytes of heap that the picture takes, about: rows of cells and the tables of attributes,
   * clusters and links. Costs next to nothing.
   */
  public long memory() {
    return state.memory();
  }

  /** Rows above the screen. */
  public int scrollback() {
    return state.normal.base;
  }

  /** Forgets the oldest rows above the screen, as happens where they become too many. */
  public void forgetOldest(int count) {
    state.normal.forgetOldest(count);
  }

  public int cols() {
    return state.cols();
  }

  public int rows() {
    return state.rows();
  }

  /** The title the program has set, empty before. */
  public String title() {
    return state.title;
  }

  public Modes modes() {
    return state.modes.view(state.isAlternate());
  }

  /**
   * The text on the screen, a line for each row, blanks at the end left out; a row that ran over
   * and its continuation stay two lines.
   *
   * @param scrollback how many rows above the screen to add, at most as many as there are
   */
  public String text(int scrollback) {
    return new ScreenReader(state).text(scrollback);
  }

  /** The same with SGR sequences and links, each line ending in default attributes. */
  public String ansi(int scrollback) {
    return new ScreenReader(state).ansi(scrollback);
  }

  /** The same as runs of cells that look alike. */
  public ScreenContents contents(int scrollback) {
    return new ScreenReader(state).contents(scrollback);
  }

  State state() {
    return state;
  }

  Parser parser() {
    return parser;
  }
}
