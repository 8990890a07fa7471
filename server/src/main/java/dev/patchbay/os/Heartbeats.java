package dev.patchbay.os;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices threads that serve many and hang: each gets a small task every second, and one that has
 * not done it for a while is told in the log, once, with what its threads are at. Thread-safe.
 */
public final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Beyond what a busy machine or a collection of garbage makes somebody wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Threads that one executor stands for.
   *
   * @param name for people, such as {@code event loop 1}
   * @param executor runs a task on one of them; must not block
   * @param threads which threads they are, by their names
   */
  public record Pulse(String name, Executor executor, Predicate<String> threads) {
    /** Those that carry all virtual threads. */
    public static Pulse ofVirtualThreads() {
      return new Pulse(
          "virtual threads",
          Thread::startVirtualThread,
          name -> name.startsWith("ForkJoinPool-") && name.contains("worker"));
    }
  }

  private final List<Beat> beats;
  private final Duration period;
  private final Duration patience;
  private final Thread thread;
  private volatile boolean closed;

  /** Of one pulse; written by the watching thread, but for the time. */
  private static final class Beat {
    private final Pulse pulse;
    private volatile long doneNanos = System.nanoTime();
    private volatile boolean asked;
    private volatile boolean hangs;

    Beat(Pulse pulse) {
      this.pulse = pulse;
    }

    void done() {
      doneNanos = System.nanoTime();
      asked = false;
    }
  }

  public Heartbeats(List<Pulse> pulses) {
    this(pulses, PERIOD, PATIENCE);
  }

  Heartbeats(List<Pulse> pulses, Duration period, Duration patience) {
    beats = pulses.stream().map(Beat::new).toList();
    this.period = period;
    this.patience = patience;
    thread = Thread.ofPlatform().daemon().name("heartbeats").start(this::watch);
  }

  /** The names of those that hang now. */
  public List<String> hanging() {
    return beats.stream().filter(beat -> beat.hangs).map(beat -> beat.pulse.name()).toList();
  }

  private void watch() {
    while (!closed) {
      for (Beat beat : beats) {
        try {
          look(beat);
        } catch (Throwable e) {
          LOG.error("{} cannot be watched now", beat.pulse.name(), e);
        }
      }
      LockSupport.parkNanos(period.toNanos());
    }
  }

  private void look(Beat beat) {
    boolean late = beat.asked && System.nanoTime() - beat.doneNanos > patience.toNanos();
    if (late && !beat.hangs) {
      LOG.error("{} hang: {}", beat.pulse.name(), stacks(beat.pulse.threads()));
    } else if (!late && beat.hangs) {
      LOG.info("{} run again", beat.pulse.name());
    }
    beat.hangs = late;
    if (!beat.asked) {
      beat.asked = true;
      beat.doneNanos = System.nanoTime();
      try {
        beat.pulse.executor().execute(beat::done);
      } catch (RejectedExecutionException e) {
        // The hub stops.
        beat.asked = false;
      }
    }
  }

  private static String stacks(Predicate<String> wanted) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (wanted.test(each.getKey().getName())) {
        StringBuilder text = new StringBuilder(each.getKey().getName());
        for (StackTraceElement frame : each.getValue()) {
          text.append("\n    at ").append(frame);
        }
        found.add(text.toString());
      }
    }
    return String.join("\n", found);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
