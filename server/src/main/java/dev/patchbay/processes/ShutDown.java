package dev.patchbay.processes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When everything has to be ended; until the hub stops, never. Thread-safe. */
final class ShutDown {
  private static final long NEVER = Long.MAX_VALUE;

  private final AtomicLong by = new AtomicLong(NEVER);

  void begin(long nowNanos, Duration patience) {
    by.compareAndSet(NEVER, nowNanos + patience.toNanos());
  }

  boolean hasBegun() {
    return by.get() != NEVER;
  }

  /** The earlier one of a time and that of the hub's own end. */
  long earlier(long nanos) {
    long end = by.get();
    return end != NEVER && end - nanos < 0 ? end : nanos;
  }
}
