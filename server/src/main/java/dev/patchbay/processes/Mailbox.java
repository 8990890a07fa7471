package dev.patchbay.processes;

import dev.patchbay.os.Loop;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one thing after the other, on no thread of its own while there is nothing to do. */
final class Mailbox {
  /** Wishes that wait; news of the process itself is little and always taken. */
  static final int MOST_WISHES = 1_000;

  private final Loop loop;
  private final Executor executor;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param loop keeps account of what throws; one thing that does keeps none after it from being
   *     done
   */
  Mailbox(Loop loop, Executor executor) {
    this.loop = loop;
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
      // What is counted is there: it is put in first.
      loop.run(Objects.requireNonNull(tasks.poll()));
    } while (waiting.decrementAndGet() > 0);
  }
}
