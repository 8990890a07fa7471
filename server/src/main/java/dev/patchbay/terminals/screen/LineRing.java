package dev.patchbay.terminals.screen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a grid, oldest first, at most {@link #max()} of them.
 *
 * <p>The array behind it grows with the rows that are there, so a new terminal does not pay for the
 * scrollback it may get one day. Once full, the oldest row becomes the newest: no allocation.
 */
final class LineRing {
  private static final int FIRST_CAPACITY = 32;

  /** Two headers and three fields, with compact headers and compressed references. */
  private static final int ROW_BYTES = 40;

  private static final int SLOT_BYTES = 4;

  private @Nullable Line[] ring = new @Nullable Line[FIRST_CAPACITY];
  private int start;
  private int length;
  private int max;

  LineRing(int max) {
    this.max = max;
  }

  int length() {
    return length;
  }

  int max() {
    return max;
  }

  boolean isFull() {
    return length == max;
  }

  /**
   * Bytes of heap where rows have so many columns: a row's object, its array and the slot for it.
   */
  long memory(int cols) {
    return (long) length * (ROW_BYTES + (long) cols * Long.BYTES) + (long) ring.length * SLOT_BYTES;
  }

  /** Sets how many rows there may be; rows beyond it are dropped from the end. */
  void setMax(int newMax) {
    max = newMax;
    while (length > max) {
      pop();
    }
  }

  Line get(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("row " + index + " of " + length);
    }
    Line line = ring[slot(index)];
    if (line == null) {
      throw new IllegalStateException("no row at " + index);
    }
    return line;
  }

  void set(int index, Line line) {
    ring[slot(index)] = line;
  }

  /** Adds a row at the end; there must be room. */
  void push(Line line) {
    if (length == ring.length) {
      grow();
    }
    ring[slot(length)] = line;
    length++;
  }

  void pop() {
    length--;
    ring[slot(length)] = null;
  }

  /** Makes the oldest row the newest and gives it back for reuse; the ring must be full. */
  Line rotate() {
    Line line = get(0);
    ring[start] = null;
    start = (start + 1) & (ring.length - 1);
    ring[slot(length - 1)] = line;
    return line;
  }

  void trimStart(int count) {
    for (int i = 0; i < count && length > 0; i++) {
      ring[start] = null;
      start = (start + 1) & (ring.length - 1);
      length--;
    }
  }

  /** Moves the row at {@code from} to {@code to}; those between move by one to fill the gap. */
  void move(int from, int to) {
    Line line = get(from);
    int step = from < to ? 1 : -1;
    for (int i = from; i != to; i += step) {
      ring[slot(i)] = ring[slot(i + step)];
    }
    ring[slot(to)] = line;
  }

  /** Replaces all rows; keeps the newest where there are more than fit. */
  void replaceAll(Line[] lines, int count) {
    Arrays.fill(ring, null);
    start = 0;
    length = 0;
    for (int i = Math.max(0, count - max); i < count; i++) {
      push(lines[i]);
    }
  }

  private int slot(int index) {
    return (start + index) & (ring.length - 1);
  }

  private void grow() {
    @Nullable Line[] bigger = new @Nullable Line[ring.length * 2];
    for (int i = 0; i < length; i++) {
      bigger[i] = ring[slot(i)];
    }
    ring = bigger;
    start = 0;
  }
}
