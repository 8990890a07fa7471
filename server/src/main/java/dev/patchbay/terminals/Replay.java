package dev.patchbay.terminals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest part of a terminal's output, by absolute offset: bytes since the terminal began.
 * Changes of size are kept at the offset where they happened, since the same bytes draw another
 * screen at another size. Thread-safe; the lock is held for a copy at most.
 */
final class Replay {
  private static final int FIRST_BYTES = 4 * 1024;

  /** A program or a viewer that resizes without end must not fill the memory. */
  private static final int MAX_RESIZES = 1_000;

  /** What follows a position in the output. */
  sealed interface Piece {
    /** Output as the program wrote it. */
    record Bytes(long offset, byte[] bytes) implements Piece {}

    /**
     * The size from here on.
     *
     * @param number counts the changes of size of this terminal; a reader passes it back
     */
    record Size(long offset, long number, int cols, int rows) implements Piece {}

    /** Everything has been read. */
    record Nothing() implements Piece {}

    /** There is output, and it is in a file; see {@link Replay#giveBack}. */
    record Stored() implements Piece {}

    /** The position is no longer, or not yet, in the retained window. */
    record Outside() implements Piece {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final int limit;

  /** Guarded by the lock, as are all below. Byte n of the output is at n modulo the length. */
  private byte[] ring = new byte[0];

  private long start;
  private long end;

  /** Whether the bytes of the window are elsewhere, and the ring is empty. */
  private boolean stored;

  /** Length of the ring, for those without the lock. */
  private volatile int memory;

  /** Those inside the window, oldest first; the first tells the size at its start. */
  private final Deque<Piece.Size> sizes = new ArrayDeque<>();

  /**
   * @param limit most bytes that are retained; memory is taken as it is needed
   */
  Replay(int limit, int cols, int rows) {
    this.limit = limit;
    sizes.add(new Piece.Size(0, 0, cols, rows));
  }

  void append(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (stored) {
        throw new IllegalStateException("output after the end");
      }
      grow(length);
      int skipped = Math.max(0, length - ring.length);
      copyIn(end + skipped, bytes, offset + skipped, length - skipped);
      end += length;
      moveStart(Math.max(start, end - ring.length));
    } finally {
      lock.unlock();
    }
  }

  void resize(int cols, int rows) {
    lock.lock();
    try {
      sizes.addLast(new Piece.Size(end, sizes.getLast().number() + 1, cols, rows));
      if (sizes.size() > MAX_RESIZES) {
        sizes.removeFirst();
        moveStart(sizes.getFirst().offset());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The size in force at an offset, or {@link Piece.Outside}. */
  Piece sizeAt(long offset) {
    lock.lock();
    try {
      if (offset < start || offset > end) {
        return new Piece.Outside();
      }
      Piece.Size found = sizes.getFirst();
      for (Piece.Size size : sizes) {
        if (size.offset() <= offset) {
          found = size;
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What comes next for a reader.
   *
   * @param from the offset it has read to
   * @param sizesRead the number of the last size it knows
   * @param max most bytes to give
   */
  Piece read(long from, long sizesRead, int max) {
    lock.lock();
    try {
      if (from < start || from > end) {
        return new Piece.Outside();
      }
      long stop = end;
      if (sizes.getLast().number() > sizesRead) {
        for (Piece.Size size : sizes) {
          if (size.number() > sizesRead) {
            if (size.offset() <= from) {
              return size;
            }
            stop = size.offset();
            break;
          }
        }
      }
      int length = (int) Math.min(stop - from, max);
      if (length == 0) {
        return new Piece.Nothing();
      }
      return stored ? new Piece.Stored() : new Piece.Bytes(from, copyOut(from, length));
    } finally {
      lock.unlock();
    }
  }

  /** Number of the last change of size. */
  long sizesEnd() {
    lock.lock();
    try {
      return sizes.getLast().number();
    } finally {
      lock.unlock();
    }
  }

  long end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  private void moveStart(long offset) {
    start = offset;
    while (sizes.size() > 1) {
      Piece.Size first = sizes.removeFirst();
      if (sizes.getFirst().offset() > start) {
        sizes.addFirst(first);
        return;
      }
    }
  }

  private void grow(int length) {
    long wanted = end - start + length;
    if (wanted <= ring.length || ring.length == limit) {
      return;
    }
    int capacity = Math.max(FIRST_BYTES, ring.length);
    while (capacity < wanted && capacity < limit) {
      capacity *= 2;
    }
    byte[] retained = copyOut(start, (int) (end - start));
    ring = new byte[Math.min(capacity, limit)];
    memory = ring.length;
    copyIn(start, retained, 0, retained.length);
  }

  /** Bytes of heap that the output takes. */
  int memory() {
    return memory;
  }

  /** All bytes of the window, oldest first. */
  byte[] retained() {
    lock.lock();
    try {
      return copyOut(start, (int) (end - start));
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the bytes of the window. Only where no output follows, and they are elsewhere. */
  void letGo() {
    lock.lock();
    try {
      stored = end > start;
      ring = new byte[0];
      memory = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what {@link #retained} gave before it was let go. */
  void giveBack(byte[] retained) {
    lock.lock();
    try {
      // The start may have moved since, if there were too many changes of size; the end has not.
      if (stored && retained.length >= end - start) {
        ring = retained.clone();
        memory = ring.length;
        copyIn(end - retained.length, retained, 0, retained.length);
        stored = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all output that was let go, since it cannot be had back. */
  void forgetStored() {
    lock.lock();
    try {
      if (stored) {
        stored = false;
        moveStart(end);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets the oldest output, and gives back its memory.
   *
   * @param bytes how many of the newest stay
   * @param needed the offset from which on all stay
   */
  void keepNewest(int bytes, long needed) {
    lock.lock();
    try {
      int kept = (int) Math.max(bytes, end - needed);
      if (!stored && kept < ring.length) {
        moveStart(Math.max(start, end - kept));
        byte[] retained = copyOut(start, (int) (end - start));
        ring = new byte[Math.max(kept, 1)];
        memory = ring.length;
        copyIn(start, retained, 0, retained.length);
      }
    } finally {
      lock.unlock();
    }
  }

  private void copyIn(long at, byte[] bytes, int offset, int length) {
    if (length > 0) {
      int index = (int) (at % ring.length);
      int first = Math.min(length, ring.length - index);
      System.arraycopy(bytes, offset, ring, index, first);
      System.arraycopy(bytes, offset + first, ring, 0, length - first);
    }
  }

  private byte[] copyOut(long at, int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      int index = (int) (at % ring.length);
      int first = Math.min(length, ring.length - index);
      System.arraycopy(ring, index, bytes, 0, first);
      System.arraycopy(ring, 0, bytes, first, length - first);
    }
    return bytes;
  }
}
