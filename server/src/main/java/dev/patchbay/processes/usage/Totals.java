package dev.patchbay.processes.usage;

import dev.patchbay.os.LibC;

/** What a tree's members sum up to at one moment. */
final class Totals {
  /** USER_HZ, 100 on all of Linux's systems that matter here. */
  private static final double TICKS_A_SECOND = 100;

  private static final long PAGE_BYTES = LibC.pageSize();
  private static final double NANOS = 1e9;

  private final long nanos;
  int processes;
  long ticks;
  int threads;
  long pages;
  long read;
  long written;
  int descriptors;
  int mostDescriptors;

  Totals(long nanos) {
    this.nanos = nanos;
  }

  /**
   * @param before the sum of the look before; the same where there was none, and then nothing can
   *     be said but what it is now
   */
  Usage since(Totals before, long proportionalBytes) {
    double seconds = Math.max(1, nanos - before.nanos) / NANOS;
    return new Usage(
        Math.max(0, ticks - before.ticks) / TICKS_A_SECOND / seconds,
        pages * PAGE_BYTES,
        proportionalBytes,
        processes,
        threads,
        descriptors,
        mostDescriptors,
        (long) (Math.max(0, read - before.read) / seconds),
        (long) (Math.max(0, written - before.written) / seconds),
        Pulse.NONE);
  }
}
