package dev.patchbay.processes.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.processes.spec.Limit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often the limits of a process were exceeded lately, over all its incarnations. Thread-safe.
 */
public final class Violations {
  /** So many within {@link #WINDOW} are more than a warning, and so many an emergency. */
  public static final int CRITICAL = 3;

  public static final int EMERGENCY = 10;

  /** What was longer ago says nothing of how it does now. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** More than one each two seconds of the window, of a single limit. */
  private static final int MOST = 300;

  private final ReentrantLock lock = new ReentrantLock();

  /** The oldest first. */
  @GuardedBy("lock")
  private final Deque<Entry> entries = new ArrayDeque<>();

  private record Entry(long nanos, int generation, Violation violation) {}

  /**
   * How bad one more violation is now: it grows with those of the same limit and incarnation, so
   * that a new one has not to answer for what was before.
   */
  public Severity severity(Limit.Name limit, int generation, long nowNanos) {
    long before =
        count(
            entry -> entry.generation == generation && entry.violation.limit() == limit, nowNanos);
    return severity(Math.toIntExact(before + 1));
  }

  /** How bad so many violations within the window are. */
  public static Severity severity(int count) {
    if (count >= EMERGENCY) {
      return Severity.EMERGENCY;
    }
    return count >= CRITICAL ? Severity.CRITICAL : Severity.WARNING;
  }

  /** How often a limit was exceeded within the window. */
  public int count(Limit.Name limit, long nowNanos) {
    return Math.toIntExact(count(entry -> entry.violation.limit() == limit, nowNanos));
  }

  /** How often something of an incarnation was killed for its memory within the window. */
  public int killedForMemory(int generation, long nowNanos) {
    return Math.toIntExact(
        count(
            entry ->
                entry.generation == generation
                    && entry.violation.limit() == Limit.Name.MEMORY
                    && entry.violation.action().equals("kill"),
            nowNanos));
  }

  private long count(java.util.function.Predicate<Entry> which, long nowNanos) {
    lock.lock();
    try {
      forget(nowNanos);
      return entries.stream().filter(which).count();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps one more. */
  public void add(Violation violation, int generation, long nowNanos) {
    lock.lock();
    try {
      entries.addLast(new Entry(nowNanos, generation, violation));
      if (entries.size() > MOST) {
        entries.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody started or reset it: what was before does not count any more. */
  public void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Those of the window, the newest first. */
  public List<Violation> latest(long nowNanos) {
    lock.lock();
    try {
      forget(nowNanos);
      return entries.stream().map(Entry::violation).toList().reversed();
    } finally {
      lock.unlock();
    }
  }

  /** How often each limit was exceeded within the window. */
  public Map<Limit.Name, Integer> counts(long nowNanos) {
    Map<Limit.Name, Integer> counts = new EnumMap<>(Limit.Name.class);
    latest(nowNanos).forEach(violation -> counts.merge(violation.limit(), 1, Integer::sum));
    return counts;
  }

  @GuardedBy("lock")
  private void forget(long nowNanos) {
    while (!entries.isEmpty() && nowNanos - entries.getFirst().nanos > WINDOW.toNanos()) {
      entries.removeFirst();
    }
  }
}
