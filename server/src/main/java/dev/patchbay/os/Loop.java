package dev.patchbay.os;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A background loop of the hub that must live: whatever one turn of it throws is logged with the
 * loop's name and counted, and the loop goes on. Thread-safe; several threads may run turns of one
 * loop.
 */
public final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** A failure is news for this long. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final int MOST_DOUBLINGS = 7;

  /** How a loop does. */
  public enum Condition {
    RUNNING,

    /** A turn of it failed within the last minute. */
    FAILING,

    /** It has ended although it should not have. */
    DEAD
  }

  /**
   * What there is to know of a loop.
   *
   * @param failures turns that threw, since the hub started
   * @param latestFailure what the latest of them threw
   * @param watched how many descriptors it waits on, of one that does
   */
  public record State(
      String name,
      Condition condition,
      long failures,
      Optional<String> latestFailure,
      OptionalInt watched) {}

  private final String name;
  private final BiConsumer<Loop, Throwable> fatal;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicInteger inRow = new AtomicInteger();
  private volatile @Nullable Throwable latest;
  private volatile long latestNanos;
  private volatile boolean dead;
  private volatile @Nullable IntSupplier watched;

  Loop(String name, BiConsumer<Loop, Throwable> fatal) {
    this.name = name;
    this.fatal = fatal;
  }

  public String name() {
    return name;
  }

  /**
   * Runs one turn. Throws nothing.
   *
   * @return whether the turn threw nothing
   */
  public boolean run(Runnable turn) {
    try {
      turn.run();
      Faults.reach(name);
      succeeded();
      return true;
    } catch (Throwable e) {
      failed(e);
      return false;
    }
  }

  /** The same turn, as something to be scheduled or handed to an executor. */
  public Runnable guard(Runnable turn) {
    return () -> {
      var _ = run(turn);
    };
  }

  /** Runs one turn soon, on a virtual thread of its own. */
  public void start(Runnable turn) {
    Thread.startVirtualThread(guard(turn));
  }

  /** Notes a turn that threw nothing. */
  void succeeded() {
    if (inRow.get() != 0) {
      inRow.set(0);
    }
  }

  /** Notes what a turn threw. Throws nothing itself. */
  public void failed(Throwable e) {
    long count = failures.incrementAndGet();
    inRow.updateAndGet(row -> row == Integer.MAX_VALUE ? row : row + 1);
    latestNanos = System.nanoTime();
    latest = e;
    try {
      // One that fails at every turn must not fill the disk with its traces.
      if (Long.bitCount(count) == 1) {
        LOG.error("{} failed and goes on; failures so far: {}", name, count, e);
      } else {
        LOG.debug("{} failed and goes on", name, e);
      }
    } catch (Throwable again) {
      // Without memory not even this may succeed; the failure is counted.
      latest = again;
    }
  }

  /** Notes that the loop ended although it should not have, and tells whoever decides what then. */
  void died(Throwable e) {
    dead = true;
    latestNanos = System.nanoTime();
    latest = e;
    try {
      LOG.error("{} has died", name, e);
    } finally {
      fatal.accept(this, e);
    }
  }

  /** How long to wait before the next turn: nothing, but longer after each failure in a row. */
  Duration pause() {
    int row = inRow.get();
    return row == 0
        ? Duration.ZERO
        : FIRST_PAUSE.multipliedBy(1L << Math.min(row - 1, MOST_DOUBLINGS));
  }

  /** Tells how many descriptors the loop waits on. */
  void measure(IntSupplier count) {
    watched = count;
  }

  State state() {
    IntSupplier count = watched;
    boolean recent = latest != null && System.nanoTime() - latestNanos < RECENT.toNanos();
    return new State(
        name,
        dead ? Condition.DEAD : recent ? Condition.FAILING : Condition.RUNNING,
        failures.get(),
        Optional.ofNullable(latest).map(Throwable::toString),
        count == null ? OptionalInt.empty() : OptionalInt.of(count.getAsInt()));
  }
}
