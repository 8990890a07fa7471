package dev.patchbay.processes;

import dev.patchbay.os.Loop;
import java.util.concurrent.Semaphore;

/**
 * Has the disk take what was written, on a thread of its own, so that nothing else waits for a disk
 * that is slow or stuck. However often it is asked meanwhile, it does so once more.
 */
final class Settler implements AutoCloseable {
  private final Loop loop;
  private final Runnable settle;
  private final Semaphore due = new Semaphore(0);
  private volatile boolean closed;

  Settler(Loop loop, Runnable settle) {
    this.loop = loop;
    this.settle = settle;
    var _ = Thread.ofPlatform().daemon().name(loop.name()).start(this::run);
  }

  /** Has it done, soon. Does not wait. */
  void note() {
    if (due.availablePermits() == 0) {
      due.release();
    }
  }

  private void run() {
    while (!closed) {
      due.acquireUninterruptibly();
      due.drainPermits();
      if (!closed) {
        loop.run(settle);
      }
    }
  }

  /** Does not wait for the disk. */
  @Override
  public void close() {
    closed = true;
    due.release();
  }
}
