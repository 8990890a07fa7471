package dev.patchbay.hub;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a heap that is full of what is in use. A hub with such a heap fails at anything at any
 * time and still says that it is up, so it is better ended: services run on, and the next start
 * takes them over. A single request that asks for too much memory is no such case; it fails alone.
 */
final class HeapWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Share of the old generation that is in use right after a collection. */
  private static final double FULL = 0.95;

  /** Collections in a row that must find it full: what fills it may be on its way out. */
  private static final int TIMES = 4;

  private final Optional<MemoryPoolMXBean> oldGeneration;
  private final Runnable relieve;
  private final Runnable end;

  /**
   * @param relieve asked first to let go of what can be had again; on the watch's thread
   * @param end called once, where that did not help; must not need memory
   */
  HeapWatch(Runnable relieve, Runnable end) {
    this.relieve = relieve;
    this.end = end;
    oldGeneration =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
            .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()));
  }

  /** Watches on a daemon thread of its own for as long as the program runs. */
  void start() {
    if (oldGeneration.isPresent()) {
      MemoryPoolMXBean pool = oldGeneration.get();
      Thread.ofPlatform().daemon().name("heap-watch").start(() -> watch(pool));
    }
  }

  private void watch(MemoryPoolMXBean pool) {
    int found = 0;
    while (found < TIMES) {
      LockSupport.parkNanos(PERIOD.toNanos());
      try {
        if (!isFull(pool)) {
          found = 0;
        } else {
          found++;
          relieve.run();
          // What was found in use may have been let go since the collection that found it.
          System.gc();
        }
      } catch (OutOfMemoryError e) {
        found++;
      } catch (RuntimeException | Error e) {
        LOG.error("the heap could not be looked at", e);
      }
    }
    end.run();
  }

  private static boolean isFull(MemoryPoolMXBean pool) {
    MemoryUsage usage = pool.getCollectionUsage();
    return usage != null && usage.getMax() > 0 && usage.getUsed() > usage.getMax() * FULL;
  }
}
