package dev.patchbay.processes;

import dev.patchbay.os.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Clocks that stand still until a test turns them: the time of day, and the one that measures. */
final class HandTimers implements Timers {
  private record Task(long due, Runnable action) {}

  private Instant day = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos;
  private final List<Task> tasks = new ArrayList<>();

  @Override
  public synchronized Instant now() {
    return day;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable action) {
    Task task = new Task(nanos + delay.toNanos(), action);
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Sets the time of day, as an operator or a time server does. */
  synchronized void setDay(Instant to) {
    day = to;
  }

  /** Lets time pass, and does what becomes due. */
  void pass(Duration time) {
    long end = nanoTime() + time.toNanos();
    for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
      next.get().action.run();
    }
  }

  private synchronized Optional<Task> next(long end) {
    Optional<Task> next =
        tasks.stream()
            .filter(task -> task.due - end <= 0)
            .min(Comparator.comparingLong(task -> task.due));
    nanos = next.map(task -> Math.max(nanos, task.due)).orElse(end);
    next.ifPresent(tasks::remove);
    return next;
  }

  @Override
  public synchronized void close() {
    tasks.clear();
  }
}
