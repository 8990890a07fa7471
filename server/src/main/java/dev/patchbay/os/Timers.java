package dev.patchbay.os;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time, and what is to be done later. Delays go by a clock that never jumps, whatever happens to
 * the time of day. Thread-safe.
 */
public interface Timers extends AutoCloseable {
  /** What the time of day is, for people and records. */
  Instant now();

  /** A clock that only ever goes on, for measuring; its zero means nothing. */
  long nanoTime();

  /**
   * Runs something later.
   *
   * @param task must return at once: one thread runs them all
   */
  Timer after(Duration delay, Runnable task);

  /** What has not been done is not done any more. */
  @Override
  void close();

  /** Something that is to be done later. */
  interface Timer {
    /** Does nothing if it has been done already, or is being done. */
    void cancel();
  }

  /** The machine's time. */
  final class OfTheMachine implements Timers {
    private final Loop loop;
    private final ScheduledThreadPoolExecutor executor;

    public OfTheMachine(Loops loops, String name) {
      loop = loops.named(name);
      executor =
          new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
      executor.setRemoveOnCancelPolicy(true);
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      if (executor.isShutdown()) {
        return () -> {};
      }
      ScheduledFuture<?> future =
          executor.schedule(loop.guard(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
