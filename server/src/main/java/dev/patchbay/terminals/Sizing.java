package dev.patchbay.terminals;

import dev.patchbay.os.Loop;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A terminal's size, which several viewers set as they like: the last one counts. Thread-safe. */
final class Sizing {
  /** In cells. */
  record Size(int cols, int rows) {}

  /** What a new size is told to; one at a time. */
  interface Picture {
    /** Puts the size in force for all output from now on. Does not block. */
    void resize(int cols, int rows);

    /** Whether so many sizes are in force that are not drawn that no more should come. */
    boolean isBehind();

    /** Draws what there is. Blocks. */
    void catchUp();
  }

  private final Loop loop;
  private final Picture picture;

  /** Held while a size is applied, so that program and viewers see all of them in one order. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Set with the lock held. */
  private volatile Size current;

  /** The newest size that was asked for and that nobody has set out to apply; null if none. */
  private final AtomicReference<@Nullable Size> wanted = new AtomicReference<>();

  /**
   * @param loop keeps account of sizes that could not be applied
   */
  Sizing(int cols, int rows, Loop loop, Picture picture) {
    this.loop = loop;
    current = new Size(cols, rows);
    this.picture = picture;
  }

  Size current() {
    return current;
  }

  /** Applies a size and draws it. Blocks. */
  void resize(int cols, int rows) {
    lock.lock();
    try {
      applyAndDraw(new Size(cols, rows));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Applies a size without blocking: at once, so that what is typed next comes after it, unless
   * sizes come faster than they can be drawn; then soon, and those that come meanwhile replace it.
   */
  void resizeSoon(int cols, int rows) {
    if (!resizedAtOnce(cols, rows) && wanted.getAndSet(new Size(cols, rows)) == null) {
      loop.start(this::applyWanted);
    }
  }

  private boolean resizedAtOnce(int cols, int rows) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      boolean inOrder = wanted.get() == null && !picture.isBehind();
      if (inOrder) {
        apply(new Size(cols, rows));
      }
      return inOrder;
    } finally {
      lock.unlock();
    }
  }

  private void applyWanted() {
    lock.lock();
    try {
      // Taken with the lock held, so that an older size cannot be applied after a newer one.
      Size size = wanted.getAndSet(null);
      if (size != null) {
        applyAndDraw(size);
      }
    } finally {
      lock.unlock();
    }
  }

  private void applyAndDraw(Size size) {
    apply(size);
    picture.catchUp();
  }

  private void apply(Size size) {
    if (!size.equals(current)) {
      current = size;
      picture.resize(size.cols, size.rows);
    }
  }
}
