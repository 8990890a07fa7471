package dev.patchbay.os;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Gathers keys of things that changed, and tells each once a period however often it changed
 * meanwhile. A key that is noted is always told later, also one that is noted while others are
 * being told. Thread-safe.
 */
public final class Coalescer<K> {
  /** Runs a task later, once. */
  public interface Scheduler {
    /** May throw, if nothing can be scheduled any more. */
    void schedule(Duration delay, Runnable task);
  }

  private final Loop loop;
  private final Duration period;
  private final Scheduler scheduler;
  private final Consumer<K> teller;

  private final ReentrantLock lock = new ReentrantLock();

  /** Noted and not told; a task is scheduled exactly while it is not empty. */
  @GuardedBy("lock")
  private Set<K> noted = new LinkedHashSet<>();

  /**
   * @param teller told each key, by the scheduler's thread; what it throws at one keeps none of the
   *     others from being told
   */
  public Coalescer(Loop loop, Duration period, Scheduler scheduler, Consumer<K> teller) {
    this.loop = loop;
    this.period = period;
    this.scheduler = scheduler;
    this.teller = teller;
  }

  /** The key is told within a period. */
  public void note(K key) {
    lock.lock();
    try {
      boolean first = noted.isEmpty();
      if (!first) {
        noted.add(key);
        return;
      }
      // In this order: if it cannot be scheduled, the next one tries again.
      scheduler.schedule(period, this::tell);
      noted.add(key);
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    for (K key : take()) {
      loop.run(() -> teller.accept(key));
    }
  }

  private List<K> take() {
    lock.lock();
    try {
      List<K> taken = List.copyOf(noted);
      noted = new LinkedHashSet<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
