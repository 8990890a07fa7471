package dev.patchbay.processes;

import dev.patchbay.processes.limits.Violations;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.usage.Column;
import dev.patchbay.processes.usage.Sample;
import dev.patchbay.processes.usage.Series;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** How a process does: what it takes now and took in the last hour. Thread-safe. */
final class Vitals {
  /** What the kernel killed longer ago is no alert any more. */
  private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();

  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private static final long NEVER = Long.MIN_VALUE;

  /** What wakes up now and then to look around takes less. */
  private static final double IDLE_CORES = 0.02;

  /** More restarts in an hour than are told apart. */
  private static final int MOST_RESTARTS = 1_000;

  private final Series series;
  private final Violations violations = new Violations();
  private final Errors errors = new Errors();
  private final ReentrantLock lock = new ReentrantLock();

  /** Written by the ticks alone. */
  private volatile Starved starved = new Starved(-1, 0, 0);

  /** Guarded by the lock: when the latest restarts were, the oldest overwritten first. */
  private long[] restarts = new long[0];

  /** Guarded by the lock. */
  private int restartCount;

  /** Written by the ticks alone, as is the one below. */
  private volatile Optional<Usage> usage = Optional.empty();

  private volatile Map<Column, Trend> trends = Map.of();

  private volatile long activeNanos = NEVER;

  Vitals(Series series) {
    this.series = series;
  }

  /** What it takes of the machine; empty while it does not run. */
  Optional<Usage> usage() {
    return usage;
  }

  Series series() {
    return series;
  }

  /** What went wrong. */
  Errors errors() {
    return errors;
  }

  /** It printed something, or took time. Any thread. */
  void active(long nowNanos) {
    activeNanos = nowNanos;
  }

  /** When it last did; empty if it has not. */
  OptionalLong activeNanos() {
    long nanos = activeNanos;
    return nanos == NEVER ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** When its limits were exceeded lately. */
  Violations violations() {
    return violations;
  }

  /** Where its figures are going; empty while it does not run, or has just begun to. */
  Map<Column, Trend> trends() {
    return trends;
  }

  void take(Usage now, long nowNanos) {
    usage = Optional.of(now);
    if (now.cpu() >= IDLE_CORES) {
      activeNanos = nowNanos;
    }
  }

  void keep(long second, Usage now, Optional<Duration> latency, Optional<Score> score) {
    series.add(
        second,
        new Sample(
            now,
            latency.map(taken -> taken.toNanos() / 1e6).orElse(Double.NaN),
            score.map(Score::points).orElse(0)));
  }

  void tend(Map<Column, Trend> now) {
    trends = Map.copyOf(now);
  }

  void takeNothing() {
    usage = Optional.empty();
    trends = Map.of();
  }

  /**
   * What the kernel killed of an incarnation that ran on.
   *
   * @param latestNanos when that was last
   */
  private record Starved(int generation, int count, long latestNanos) {}

  /** The kernel killed so many more of those that it started. */
  void starved(int generation, int count, long nowNanos) {
    Starved before = starved;
    int already = before.generation == generation ? before.count : 0;
    starved = new Starved(generation, already + count, nowNanos);
  }

  /** How many the kernel killed of an incarnation that runs on. */
  int starved(int generation) {
    Starved now = starved;
    return now.generation == generation ? now.count : 0;
  }

  /** The same, but 0 once there was none for a while. */
  int starvedLately(int generation, long nowNanos) {
    return nowNanos - starved.latestNanos < LATELY_NANOS ? starved(generation) : 0;
  }

  /** It was started again by its policy. */
  void restarted(long nowNanos) {
    lock.lock();
    try {
      if (restartCount == restarts.length && restarts.length < MOST_RESTARTS) {
        restarts = java.util.Arrays.copyOf(restarts, Math.min(MOST_RESTARTS, 8 + 2 * restartCount));
      }
      restarts[restartCount++ % restarts.length] = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody started or reset it: what was before does not count any more. */
  void forgetFaults() {
    violations.clear();
    lock.lock();
    try {
      restartCount = 0;
    } finally {
      lock.unlock();
    }
  }

  int restartsInAnHour(long nowNanos) {
    lock.lock();
    try {
      int kept = Math.min(restartCount, restarts.length);
      int recent = 0;
      for (int i = 0; i < kept; i++) {
        recent += nowNanos - restarts[i] < HOUR_NANOS ? 1 : 0;
      }
      return recent;
    } finally {
      lock.unlock();
    }
  }
}
