package dev.patchbay.terminals.screen;

import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes all of a terminal's state in a compact binary form, which {@link StateReader} reads. In
 * contrast to a snapshot, which any terminal understands, nothing is approximate and the rows keep
 * their numbers of attributes, clusters and links.
 *
 * <p>A row of text costs about a byte for each character; blanks at its end cost nothing.
 */
final class StateWriter {
  /** Marks a cell of four bytes; a smaller byte is a whole cell: one ASCII character, or none. */
  static final int FULL_CELL = 0x80;

  static final int WRAPPED = 1;
  static final int MARKED = 2;

  /** Stands for a row that is in neither grid. */
  static final int NO_ROW = -1;

  private final State state;
  private final DataOutput out;
  private final ByteSink row = new ByteSink(512);

  StateWriter(State state, DataOutput out) {
    this.state = state;
    this.out = out;
  }

  /** Writes the parser's state as well: the bytes of what is not complete. */
  void write(Parser parser) throws IOException {
    out.writeInt(state.cols());
    out.writeInt(state.rows());
    text(state.title);
    state.attributes.write(out);
    state.clusters.write(out);
    state.links.write(out);
    state.palette.write(out);
    state.modes.write(out);
    grid(state.normal);
    grid(state.alternate);
    out.writeBoolean(state.isAlternate());
    pen(state.pen);
    for (Charset set : state.designated) {
      constant(out, set);
    }
    out.writeByte(state.charsetLevel);
    constant(out, state.charset);
    out.writeInt(state.before);
    state.marks.write(out, rowNumbers());
    ByteSink incomplete = new ByteSink(64);
    parser.write(incomplete);
    bytes(out, incomplete.toBytes());
  }

  private void pen(Pen pen) throws IOException {
    out.writeInt(pen.fg);
    out.writeInt(pen.bg);
    out.writeInt(pen.line);
    out.writeInt(pen.link);
  }

  private void text(String text) throws IOException {
    text(out, text);
  }

  static void text(DataOutput out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  static void constant(DataOutput out, Enum<?> value) throws IOException {
    out.writeUTF(value.name());
  }

  static void bytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static void bits(DataOutput out, BitSet bits) throws IOException {
    bytes(out, bits.toByteArray());
  }

  private void grid(Grid grid) throws IOException {
    for (int number :
        new int[] {
          grid.cols,
          grid.rows,
          grid.x,
          grid.y,
          grid.base,
          grid.top,
          grid.bottom,
          grid.savedX,
          grid.savedY,
          grid.savedFg,
          grid.savedBg,
          grid.lines.max(),
          grid.lines.length()
        }) {
      out.writeInt(number);
    }
    constant(out, grid.savedCharset);
    bits(out, grid.tabs.stops());
    for (int i = 0; i < grid.lines.length(); i++) {
      row(grid.lines.get(i));
    }
  }

  private void row(Line line) throws IOException {
    row.clear();
    row.put((line.wrapped ? WRAPPED : 0) | (line.marks == null ? 0 : MARKED));
    varint(line.length());
    marks(line.marks);
    cells(line.cells);
    out.write(row.bytes(), 0, row.length());
  }

  private void marks(@Nullable Mark first) {
    for (Mark mark = first; mark != null; mark = mark.next()) {
      // The last one says so.
      row.put((mark.kind().letter << 1) | (mark.next() == null ? 1 : 0));
      number(mark.exit());
      number((int) (mark.time() >>> Integer.SIZE));
      number((int) mark.time());
    }
  }

  /** Cells with the same attributes together; those at the end that are all alike as one. */
  private void cells(long[] cells) {
    int end = cells.length;
    long last = end == 0 ? 0 : cells[end - 1];
    while (end > 0 && cells[end - 1] == last) {
      end--;
    }
    varint(end);
    number((int) (last >>> Integer.SIZE));
    number((int) last);
    int at = 0;
    while (at < end) {
      int attributes = Cell.attributes(cells[at]);
      int next = at + 1;
      while (next < end && Cell.attributes(cells[next]) == attributes) {
        next++;
      }
      varint(attributes);
      varint(next - at);
      for (; at < next; at++) {
        cell((int) cells[at]);
      }
    }
  }

  private void cell(int content) {
    int code = content ^ Cell.EMPTY;
    if (code >= 0 && code < FULL_CELL) {
      row.put(code);
    } else {
      row.put(FULL_CELL);
      number(content);
    }
  }

  private void number(int value) {
    row.put(value >>> 24).put(value >>> 16).put(value >>> 8).put(value);
  }

  /** Seven bits a byte, the lowest first; all but the last byte have the eighth set. */
  private void varint(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      row.put((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    row.put(rest);
  }

  /** The place of each row: those of the normal grid first. */
  private IdentityHashMap<Line, Integer> rowNumbers() {
    IdentityHashMap<Line, Integer> numbers = new IdentityHashMap<>();
    if (!state.marks.isEmpty()) {
      for (Grid grid : new Grid[] {state.normal, state.alternate}) {
        for (int i = 0; i < grid.lines.length(); i++) {
          numbers.put(grid.lines.get(i), numbers.size());
        }
      }
    }
    return numbers;
  }
}
