package dev.patchbay.terminals;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A terminal's size, which several viewers set as they like: the last one counts. Thread-safe. */
final class Sizing {
  /** In cells. */
  record Size(int cols, int rows) {}

  /** What is to be done about a new size; called for one at a time. */
  interface Change {
    void apply(int cols, int rows);
  }

  private final Change change;

  /** Held while a size is applied, so that program and viewers see all of them in one order. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Set with the lock held. */
  private volatile Size current;

  /** The newest size that was asked for and that nobody has set out to apply; null if none. */
  private final AtomicReference<@Nullable Size> wanted = new AtomicReference<>();

  Sizing(int cols, int rows, Change change) {
    current = new Size(cols, rows);
    this.change = change;
  }

  Size current() {
    return current;
  }

  /** Applies a size now. Blocks while others are applied. */
  void resize(int cols, int rows) {
    lock.lock();
    try {
      apply(new Size(cols, rows));
    } finally {
      lock.unlock();
    }
  }

  /** Applies a size soon; those that come meanwhile replace it. */
  void resizeSoon(int cols, int rows) {
    if (wanted.getAndSet(new Size(cols, rows)) == null) {
      Thread.startVirtualThread(this::applyWanted);
    }
  }

  private void applyWanted() {
    lock.lock();
    try {
      // Taken with the lock held, so that an older size cannot be applied after a newer one.
      Size size = wanted.getAndSet(null);
      if (size != null) {
        apply(size);
      }
    } finally {
      lock.unlock();
    }
  }

  private void apply(Size size) {
    if (!size.equals(current)) {
      current = size;
      change.apply(size.cols, size.rows);
    }
  }
}
