package dev.patchbay.terminals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the heap that all screens and retained output take together. Each holder says what it
 * takes; one thread brings them back within the limit once they exceed it. Thread-safe.
 *
 * <p>What is given up first: what ended terminals hold, used longest ago first, then the screens of
 * running ones that are quiet and unwatched. While that is not enough, no terminal is opened. Where
 * those that run grow all the same, the screens of busy ones follow, and who wants to draw on one
 * waits. All that goes to files and comes back the same. Only where the files cannot be written do
 * terminals lose the oldest of their rows and output.
 */
final class MemoryBudget implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

  /** Relief goes on to this share of the limit, so that it is not needed again at once. */
  private static final double RELIEVED = 0.9;

  /** Beyond this many times the limit, busy terminals give up their screens as well. */
  private static final double PRESSED = 1.1;

  /** Beyond this many times the limit, which is half the heap by default, old rows are lost. */
  private static final double EXCEEDED = 1.25;

  /** A running terminal without viewers that was not drawn or read for so long is quiet. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** How long a drawing waits for relief before it goes on all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The rest after a round in which nothing could be given up. */
  private static final Duration REST = Duration.ofMillis(100);

  /** After a failure to write, as on a full disk. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Screens that are read back from files at once; each is in memory meanwhile. */
  private static final int OPENED_AT_ONCE = 4;

  /** What takes memory. Its methods are called on the budget's thread, and may do file I/O. */
  interface Holder {
    /** Bytes of heap as last counted. */
    long memory();

    boolean hasEnded();

    boolean isWatched();

    /** When it was last drawn or read, by {@link System#nanoTime}. */
    long usedNanos();

    /** Writes to a file what can be read back the same, and lets go of it. */
    void giveUp() throws IOException;

    /** Forgets the oldest half of what it can do without. */
    void cutBack();
  }

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Set<Holder> holders = ConcurrentHashMap.newKeySet();
  private final Semaphore needed = new Semaphore(0);
  private final Semaphore openings = new Semaphore(OPENED_AT_ONCE);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("terminal-memory").unstarted(this::run);

  /** Completed at the end of the round that begins next. */
  private final AtomicReference<CompletableFuture<Void>> nextRound =
      new AtomicReference<>(new CompletableFuture<>());

  /** Whether the next round gives up all it can, however much is used. */
  private volatile boolean everything;

  private volatile boolean closed;

  /** Set by the budget's thread, which alone reads it. */
  private long retryNanos = System.nanoTime();

  /**
   * @param limit bytes of heap
   */
  MemoryBudget(long limit) {
    this.limit = limit;
    thread.start();
  }

  void add(Holder holder) {
    holders.add(holder);
  }

  /** What it took must have been subtracted. */
  void remove(Holder holder) {
    holders.remove(holder);
  }

  /**
   * Counts bytes that a holder takes from now on, or no longer does. Never blocks.
   *
   * @param bytes negative for what it no longer takes
   */
  void count(long bytes) {
    if (used.addAndGet(bytes) > limit && bytes > 0) {
      wakeUp();
    }
  }

  long used() {
    return used.get();
  }

  long limit() {
    return limit;
  }

  boolean isOver() {
    return used.get() > limit;
  }

  private boolean isPressed() {
    return used.get() > limit * PRESSED;
  }

  private boolean isExceeded() {
    return used.get() > limit * EXCEEDED;
  }

  private void wakeUp() {
    if (needed.availablePermits() == 0) {
      needed.release();
    }
  }

  /** Lets few at once read their screens back. Blocks. */
  Opening beginOpening() {
    openings.acquireUninterruptibly();
    return openings::release;
  }

  /** What is open until it is closed. */
  interface Opening extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits a moment for relief where the limit is exceeded by far. Blocks.
   *
   * @param opening whether what follows reads a screen back, rather than draws on one that is there
   */
  void awaitRoom(boolean opening) {
    if (opening ? isPressed() : isExceeded()) {
      awaitRound();
    }
  }

  /** Whether there is room for another terminal, after what can be given up was. Blocks. */
  boolean hasRoom() {
    // The first round may have begun before this was asked.
    for (int i = 0; i < 2 && isOver(); i++) {
      awaitRound();
    }
    return !isOver();
  }

  /** Gives up all that nobody needs right now, also below the limit. Waits for a moment. */
  void giveUpAll() {
    everything = true;
    awaitRound();
  }

  private void awaitRound() {
    CompletableFuture<Void> round = nextRound.get();
    wakeUp();
    try {
      round.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // It goes on without.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        needed.acquire();
        needed.drainPermits();
        CompletableFuture<Void> round = nextRound.getAndSet(new CompletableFuture<>());
        long before = used.get();
        try {
          relieve();
        } finally {
          round.complete(null);
        }
        if (isOver() && used.get() >= before) {
          TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        }
      } catch (InterruptedException e) {
        // Closed, or nobody's business.
      } catch (Throwable e) {
        LOG.error("memory of terminals could not be given up", e);
      }
    }
  }

  private void relieve() {
    long now = System.nanoTime();
    double target = everything ? 0 : limit * RELIEVED;
    if ((isOver() || everything) && now - retryNanos >= 0) {
      everything = false;
      giveUp(longestUnused(Holder::hasEnded), target);
      giveUp(longestUnused(holder -> !holder.hasEnded() && isQuiet(holder, now)), target);
      if (isPressed()) {
        giveUp(longestUnused(holder -> !holder.hasEnded()), target);
      }
    }
    if (isExceeded()) {
      cutBack();
    }
  }

  private List<Holder> longestUnused(Predicate<Holder> which) {
    record Entry(Holder holder, long usedNanos) {}
    long now = System.nanoTime();
    // Copied, since a sort would not bear that the times change meanwhile.
    return holders.stream()
        .filter(holder -> holder.memory() > 0 && which.test(holder))
        .map(holder -> new Entry(holder, holder.usedNanos() - now))
        .sorted(Comparator.comparingLong(Entry::usedNanos))
        .map(Entry::holder)
        .toList();
  }

  private static boolean isQuiet(Holder holder, long now) {
    return !holder.isWatched() && now - holder.usedNanos() > QUIET.toNanos();
  }

  private void giveUp(List<Holder> candidates, double target) {
    for (Holder holder : candidates) {
      if (used.get() <= target || closed) {
        return;
      }
      try {
        holder.giveUp();
      } catch (IOException | RuntimeException e) {
        retryNanos = System.nanoTime() + RETRY.toNanos();
        LOG.error("a terminal's screen cannot be written to a file, so it stays in memory", e);
        return;
      }
    }
  }

  /** Those that nobody watches first, then those that take most. */
  private void cutBack() {
    record Entry(Holder holder, boolean watched, long memory) {}
    List<Entry> entries = new ArrayList<>();
    for (Holder holder : holders) {
      entries.add(new Entry(holder, holder.isWatched(), holder.memory()));
    }
    entries.sort(
        Comparator.comparing(Entry::watched)
            .thenComparing(Comparator.comparingLong(Entry::memory).reversed()));
    LOG.warn(
        "screens take {} MiB of {} MiB: running terminals forget their oldest rows",
        used.get() >> 20,
        limit >> 20);
    for (Entry entry : entries) {
      if (!isExceeded() || closed) {
        return;
      }
      entry.holder.cutBack();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    nextRound.get().complete(null);
  }
}
