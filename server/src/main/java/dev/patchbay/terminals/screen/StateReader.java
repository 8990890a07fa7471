package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote into the state of a new screen of the same size. */
final class StateReader {
  /** More than the longest text, string or table that a state has, and little enough to try. */
  private static final int MAX_BYTES = 64 << 20;

  private final State state;
  private final DataInput in;

  StateReader(State state, DataInput in) {
    this.state = state;
    this.in = in;
  }

  /** Everything after the size, which the caller has read to make the state. */
  void read(Parser parser) throws IOException {
    state.title = text(in);
    state.attributes.read(in);
    state.clusters.read(in);
    state.links.read(in);
    state.palette.read(in);
    state.modes.read(in);
    grid(state.normal);
    grid(state.alternate);
    state.active = in.readBoolean() ? state.alternate : state.normal;
    Pen pen = state.pen;
    pen.fg = in.readInt();
    pen.bg = in.readInt();
    pen.line = in.readInt();
    pen.link = in.readInt();
    pen.changed();
    for (int i = 0; i < state.designated.length; i++) {
      state.designated[i] = constant(in, Charset.class);
    }
    state.charsetLevel = in.readUnsignedByte();
    state.charset = constant(in, Charset.class);
    int before = in.readInt();
    state.marks.read(in, rows());
    byte[] incomplete = bytes(in);
    parser.feed(incomplete, 0, incomplete.length);
    state.before = before;
  }

  static <T extends Enum<T>> T constant(DataInput in, Class<T> type) throws IOException {
    String name = in.readUTF();
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new StreamCorruptedException("no " + name);
    }
  }

  /** A length that an array may have. */
  static int length(DataInput in, int max) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > max) {
      throw new StreamCorruptedException("a length of " + length);
    }
    return length;
  }

  static String text(DataInput in) throws IOException {
    char[] text = new char[length(in, MAX_BYTES)];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  static byte[] bytes(DataInput in) throws IOException {
    byte[] bytes = new byte[length(in, MAX_BYTES)];
    in.readFully(bytes);
    return bytes;
  }

  static BitSet bits(DataInput in) throws IOException {
    return BitSet.valueOf(bytes(in));
  }

  private void grid(Grid grid) throws IOException {
    grid.cols = in.readInt();
    grid.rows = in.readInt();
    grid.x = in.readInt();
    grid.y = in.readInt();
    grid.base = in.readInt();
    grid.top = in.readInt();
    grid.bottom = in.readInt();
    grid.savedX = in.readInt();
    grid.savedY = in.readInt();
    grid.savedFg = in.readInt();
    grid.savedBg = in.readInt();
    grid.lines.trimStart(grid.lines.length());
    grid.lines.setMax(in.readInt());
    int count = length(in, ScreenSettings.MAX_SCROLLBACK + Screen.MAX_SIZE);
    grid.savedCharset = constant(in, Charset.class);
    grid.tabs.set(bits(in));
    for (int i = 0; i < count; i++) {
      grid.lines.push(row());
    }
  }

  private Line row() throws IOException {
    int flags = in.readUnsignedByte();
    Line line = new Line(varint(), 0, (flags & StateWriter.WRAPPED) != 0);
    if ((flags & StateWriter.MARKED) != 0) {
      line.marks = mark();
    }
    cells(line.cells);
    return line;
  }

  private @Nullable Mark mark() throws IOException {
    int first = in.readUnsignedByte();
    Mark.Kind kind = kind(first >>> 1);
    int exit = in.readInt();
    long time = in.readLong();
    return new Mark(kind, exit, time, (first & 1) == 0 ? mark() : null);
  }

  private static Mark.Kind kind(int letter) throws IOException {
    for (Mark.Kind kind : Mark.Kind.values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw new StreamCorruptedException("no mark " + letter);
  }

  private void cells(long[] cells) throws IOException {
    int end = varint();
    if (end > cells.length) {
      throw new StreamCorruptedException("a row of " + end + " cells in " + cells.length);
    }
    long last = in.readLong();
    int at = 0;
    while (at < end) {
      long attributes = (long) varint() << Integer.SIZE;
      int next = at + varint();
      if (next > end || next == at) {
        throw new StreamCorruptedException("cells up to " + next + " of " + end);
      }
      for (; at < next; at++) {
        cells[at] = attributes | (cell() & 0xFFFF_FFFFL);
      }
    }
    Arrays.fill(cells, end, cells.length, last);
  }

  private int cell() throws IOException {
    int first = in.readUnsignedByte();
    return first < StateWriter.FULL_CELL ? first ^ Cell.EMPTY : in.readInt();
  }

  private int varint() throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) {
        if (value < 0 || value > MAX_BYTES) {
          break;
        }
        return value;
      }
    }
    throw new StreamCorruptedException("a number that is too large");
  }

  private List<Line> rows() {
    List<Line> rows = new ArrayList<>();
    for (Grid grid : new Grid[] {state.normal, state.alternate}) {
      for (int i = 0; i < grid.lines.length(); i++) {
        rows.add(grid.lines.get(i));
      }
    }
    return rows;
  }
}
