package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Gives every distinct combination of attributes a small number, so that a cell carries one {@code
 * int} for all of them. Number 0 are the defaults and never goes away.
 *
 * <p>Numbers that no cell uses any more are given out again after {@link #keepOnly}.
 */
final class AttributeTable {
  /**
   * At most this many combinations; later ones look like the defaults. Above what 5,000 lines of
   * 200 cells can hold, so only a huge scrollback of noise gets here.
   */
  static final int MAX = 1 << 20;

  private static final int FIRST_CAPACITY = 64;

  private int[] fg = new int[FIRST_CAPACITY];
  private int[] bg = new int[FIRST_CAPACITY];
  private int[] line = new int[FIRST_CAPACITY];
  private int[] link = new int[FIRST_CAPACITY];

  /** Open addressing, identity + 1 a slot, 0 where free; twice the capacity, a power of two. */
  private int[] slots = new int[FIRST_CAPACITY * 2];

  /** Identities below this have been given out at some time. */
  private int used = 1;

  private BitSet free = new BitSet();

  AttributeTable() {
    enter(0);
  }

  int fg(int id) {
    return fg[id];
  }

  int bg(int id) {
    return bg[id];
  }

  int line(int id) {
    return line[id];
  }

  int link(int id) {
    return link[id];
  }

  /** Identities in use since the last {@link #keepOnly}. */
  int size() {
    return used - free.cardinality();
  }

  /** The number of a combination; what does not count without {@code EXTENDED} is left out. */
  int intern(int newFg, int newBg, int newLine, int newLink) {
    boolean extended = (newBg & Attributes.EXTENDED) != 0;
    int lineValue = extended ? newLine : 0;
    int linkValue = extended ? newLink : 0;
    int mask = slots.length - 1;
    int at = hash(newFg, newBg, lineValue, linkValue) & mask;
    while (slots[at] != 0) {
      int id = slots[at] - 1;
      if (fg[id] == newFg && bg[id] == newBg && line[id] == lineValue && link[id] == linkValue) {
        return id;
      }
      at = (at + 1) & mask;
    }
    return add(newFg, newBg, lineValue, linkValue);
  }

  private int add(int newFg, int newBg, int newLine, int newLink) {
    int id = free.nextSetBit(0);
    if (id >= 0) {
      free.clear(id);
    } else if (used == MAX) {
      return 0;
    } else {
      if (used == fg.length) {
        grow();
      }
      id = used++;
    }
    fg[id] = newFg;
    bg[id] = newBg;
    line[id] = newLine;
    link[id] = newLink;
    enter(id);
    return id;
  }

  /** Bytes of heap. */
  long memory() {
    return (long) fg.length * 4 * Integer.BYTES + (long) slots.length * Integer.BYTES;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(used);
    for (int id = 0; id < used; id++) {
      out.writeInt(fg[id]);
      out.writeInt(bg[id]);
      out.writeInt(line[id]);
      out.writeInt(link[id]);
    }
    StateWriter.bits(out, free);
  }

  /** Takes over what was written, every combination with its number. */
  void read(DataInput in) throws IOException {
    used = StateReader.length(in, MAX);
    int capacity = FIRST_CAPACITY;
    while (capacity < used) {
      capacity *= 2;
    }
    fg = new int[capacity];
    bg = new int[capacity];
    line = new int[capacity];
    link = new int[capacity];
    slots = new int[capacity * 2];
    for (int id = 0; id < used; id++) {
      fg[id] = in.readInt();
      bg[id] = in.readInt();
      line[id] = in.readInt();
      link[id] = in.readInt();
    }
    free = StateReader.bits(in);
    enterUsed();
  }

  private void enterUsed() {
    for (int id = 0; id < used; id++) {
      if (!free.get(id)) {
        enter(id);
      }
    }
  }

  /** Forgets every combination whose number is not in {@code live}. */
  void keepOnly(BitSet live) {
    free = (BitSet) live.clone();
    free.set(0);
    free.flip(0, used);
    Arrays.fill(slots, 0);
    enterUsed();
  }

  private void grow() {
    int capacity = fg.length * 2;
    fg = Arrays.copyOf(fg, capacity);
    bg = Arrays.copyOf(bg, capacity);
    line = Arrays.copyOf(line, capacity);
    link = Arrays.copyOf(link, capacity);
    slots = new int[capacity * 2];
    for (int id = 0; id < used; id++) {
      enter(id);
    }
  }

  private void enter(int id) {
    int mask = slots.length - 1;
    int at = hash(fg[id], bg[id], line[id], link[id]) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = id + 1;
  }

  private static int hash(int a, int b, int c, int d) {
    int h = (a * 0x9E37_79B1 ^ b) * 0x85EB_CA6B ^ c * 0xC2B2_AE35 ^ d * 0x27D4_EB2F;
    return h ^ h >>> 15;
  }
}
