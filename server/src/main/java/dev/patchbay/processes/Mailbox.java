package dev.patchbay.processes;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing after the other, on no thread of its own while there is nothing to do. */
final class Mailbox {
  /** Wishes that wait; news of the process itself is little and always taken. */
  static final int MOST_WISHES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Executor executor;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(Executor executor) {
    this.executor = executor;
  }

  /**
   * @return false if too much waits already
   */
  boolean offer(Runnable task) {
    if (waiting.get() > MOST_WISHES) {
      return false;
    }
    add(task);
    return true;
  }

  void add(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      executor.execute(this::work);
    }
  }

  private void work() {
    do {
      try {
        // What is counted is there: it is put in first.
        Objects.requireNonNull(tasks.poll()).run();
      } catch (RuntimeException | AssertionError e) {
        LOG.error("a process's event could not be handled", e);
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
