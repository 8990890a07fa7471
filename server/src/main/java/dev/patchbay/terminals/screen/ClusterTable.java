package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Cells that show more than one code point: each cluster is a shorter one, or a single code point,
 * and one code point more. Equal clusters share their number, so a screen full of the same emoji
 * costs one entry, and a cell never carries more than a number.
 */
final class ClusterTable {
  /** Clusters in use at once; beyond it, further combining characters are dropped. */
  static final int MAX = 1 << 18;

  /**
   * Code points in one cell; further ones are dropped. The longest emoji have some 20, and writing
   * systems less, so this only meets text that is meant to overflow.
   */
  static final int MAX_LENGTH = 64;

  private static final int FIRST_CAPACITY = 16;

  /** What it extends: a code point, or {@code Cell.CLUSTER} and a cluster's number. */
  private int[] prefix = new int[FIRST_CAPACITY];

  private int[] last = new int[FIRST_CAPACITY];
  private byte[] lengths = new byte[FIRST_CAPACITY];
  private int[] slots = new int[FIRST_CAPACITY * 2];
  private int used;
  private BitSet free = new BitSet();

  int size() {
    return used - free.cardinality();
  }

  /**
   * The content of a cell once {@code codePoint} has joined it.
   *
   * @param content the cell's content so far: a code point, or the flag and number of a cluster
   * @return the new content; the old one where the bounds are reached
   */
  int append(int content, int codePoint) {
    int mask = slots.length - 1;
    int at = hash(content, codePoint) & mask;
    while (slots[at] != 0) {
      int id = slots[at] - 1;
      if (prefix[id] == content && last[id] == codePoint) {
        return Cell.CLUSTER | id;
      }
      at = (at + 1) & mask;
    }
    return add(content, codePoint);
  }

  private int add(int content, int codePoint) {
    int length = length(content) + 1;
    if (length > MAX_LENGTH) {
      return content;
    }
    int id = free.nextSetBit(0);
    if (id >= 0) {
      free.clear(id);
    } else if (used == MAX) {
      return content;
    } else {
      if (used == last.length) {
        grow();
      }
      id = used++;
    }
    prefix[id] = content;
    last[id] = codePoint;
    lengths[id] = (byte) length;
    enter(id);
    return Cell.CLUSTER | id;
  }

  /** Code points in a cell's content. */
  int length(int content) {
    if ((content & Cell.CLUSTER) != 0) {
      return lengths[content & Cell.CODE_MASK];
    }
    return content == 0 ? 0 : 1;
  }

  /** Writes the code points of a cell's content into {@code target}; gives their number. */
  int expand(int content, int[] target) {
    int length = length(content);
    int rest = content;
    for (int i = length - 1; i >= 0; i--) {
      if ((rest & Cell.CLUSTER) != 0) {
        int id = rest & Cell.CODE_MASK;
        target[i] = last[id];
        rest = prefix[id];
      } else {
        target[i] = rest;
      }
    }
    return length;
  }

  /** Bytes of heap. */
  long memory() {
    return (long) last.length * (2 * Integer.BYTES + 1) + (long) slots.length * Integer.BYTES;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(used);
    for (int id = 0; id < used; id++) {
      out.writeInt(prefix[id]);
      out.writeInt(last[id]);
      out.writeByte(lengths[id]);
    }
    StateWriter.bits(out, free);
  }

  /** Takes over what was written, every cluster with its number. */
  void read(DataInput in) throws IOException {
    used = StateReader.length(in, MAX);
    int capacity = FIRST_CAPACITY;
    while (capacity < used) {
      capacity *= 2;
    }
    prefix = new int[capacity];
    last = new int[capacity];
    lengths = new byte[capacity];
    slots = new int[capacity * 2];
    for (int id = 0; id < used; id++) {
      prefix[id] = in.readInt();
      last[id] = in.readInt();
      lengths[id] = in.readByte();
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

  /** Forgets every cluster that is not in {@code live} and no part of one that is. */
  void keepOnly(BitSet live) {
    BitSet kept = (BitSet) live.clone();
    for (int id = live.nextSetBit(0); id >= 0; id = live.nextSetBit(id + 1)) {
      int rest = prefix[id];
      while ((rest & Cell.CLUSTER) != 0) {
        int part = rest & Cell.CODE_MASK;
        kept.set(part);
        rest = prefix[part];
      }
    }
    kept.flip(0, used);
    free = kept;
    Arrays.fill(slots, 0);
    enterUsed();
  }

  private void grow() {
    int capacity = last.length * 2;
    prefix = Arrays.copyOf(prefix, capacity);
    last = Arrays.copyOf(last, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    slots = new int[capacity * 2];
    for (int id = 0; id < used; id++) {
      enter(id);
    }
  }

  private void enter(int id) {
    int mask = slots.length - 1;
    int at = hash(prefix[id], last[id]) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = id + 1;
  }

  private static int hash(int content, int codePoint) {
    int h = content * 0x9E37_79B1 ^ codePoint * 0x85EB_CA6B;
    return h ^ h >>> 15;
  }
}
