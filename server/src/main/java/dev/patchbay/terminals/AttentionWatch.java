package dev.patchbay.terminals;

import dev.patchbay.terminals.attention.Attention;
import dev.patchbay.terminals.attention.AttentionRules;
import dev.patchbay.terminals.attention.Call;
import dev.patchbay.terminals.attention.Evidence;
import dev.patchbay.terminals.attention.OscEvidence;
import dev.patchbay.terminals.attention.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Follows whether a terminal's program works, waits for somebody or has done its work. Any thread;
 * no call blocks.
 */
final class AttentionWatch {
  /** A program that writes nothing for so long is taken for idle, where nothing else is known. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** More than two readings of two clocks can lie apart. */
  private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(5);

  /** Does something after a while. */
  interface Later {
    void after(Duration delay, Runnable task);
  }

  private final Runnable changed;
  private final Later later;
  private final boolean heedsOutput;
  private final ReentrantLock lock = new ReentrantLock();

  /** Set with the lock held. */
  private volatile Standing standing = Standing.UNKNOWN;

  /** Whether the clock will come back for what is due; guarded by the lock. */
  private boolean waiting;

  /** By how much the time of day is ahead of the steady clock. */
  private volatile Duration dayAhead = Duration.ZERO;

  private volatile long wroteNanos = System.nanoTime();

  /** What was last made of its output; the terminals' clock owns it. */
  private Optional<Boolean> silent = Optional.empty();

  /**
   * @param command a shell that asks for commands writes whenever somebody types, so that its
   *     output says nothing
   * @param changed called after what is known of it has changed
   */
  AttentionWatch(List<String> command, Runnable changed, Later later) {
    this.changed = changed;
    this.later = later;
    heedsOutput = !Shells.asksForCommands(command);
  }

  Optional<Attention> attention() {
    return Optional.ofNullable(standing.attention())
        .map(is ->
            new Attention(
                is.state(),
                is.kind(),
                is.source(),
                timeOfDay(is.since()),
                is.message(),
                is.progress()));
  }

  Optional<Call> call() {
    return Optional.ofNullable(standing.call())
        .map(call -> new Call(call.source(), timeOfDay(call.since()), call.message()));
  }

  /**
   * A clock that only ever goes on, whatever happens to the time of day; its zero means nothing.
   * What lasts is measured by it.
   */
  private static Instant steadyNow() {
    return Instant.EPOCH.plusNanos(System.nanoTime()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the time of day was at a moment of the steady clock, by the time of day as it is now. */
  private Instant timeOfDay(Instant steady) {
    Duration ahead = Duration.between(steadyNow(), Instant.now());
    // Only a clock that was set is followed: the same moment is always told as the same one.
    if (ahead.minus(dayAhead).abs().compareTo(CLOCK_WAS_SET) > 0) {
      dayAhead = ahead.truncatedTo(ChronoUnit.MILLIS);
    }
    return steady.plus(dayAhead);
  }

  void osc(int number, String text) {
    OscEvidence.read(number, text).ifPresent(this::hear);
  }

  void hear(Evidence evidence) {
    if (learn(evidence)) {
      changed.run();
    }
  }

  /** The program is gone; that is told as such, and no change of this. */
  void ended(boolean well) {
    learn(new Evidence.Ended(well));
  }

  /**
   * @return whether it makes a difference to anybody
   */
  private boolean learn(Evidence evidence) {
    lock.lock();
    try {
      Standing before = standing;
      Instant now = steadyNow();
      standing = AttentionRules.next(before, evidence, now);
      comeBackFor(standing);
      return !told(before).equals(told(standing))
          || !Objects.equals(before.call(), standing.call());
    } finally {
      lock.unlock();
    }
  }

  /** That it writes or is silent is for those who ask. */
  private static Optional<Attention> told(Standing standing) {
    return Optional.ofNullable(standing.attention())
        .filter(is -> is.source() != Attention.Source.OUTPUT);
  }

  private void comeBackFor(Standing after) {
    Optional<Instant> due = after.due();
    if (due.isPresent() && !waiting) {
      waiting = true;
      Duration delay = Duration.between(steadyNow(), due.get()).plusMillis(1);
      later.after(delay, this::comeBack);
    }
  }

  private void comeBack() {
    lock.lock();
    try {
      waiting = false;
    } finally {
      lock.unlock();
    }
    hear(new Evidence.Waited());
  }

  /** The program wrote. */
  void wrote() {
    wroteNanos = System.nanoTime();
  }

  /**
   * @param nanos by {@link System#nanoTime}
   */
  boolean hasWrittenSince(long nanos) {
    return wroteNanos - nanos >= 0;
  }

  /** Somebody typed. */
  void answered() {
    if (standing.call() != null) {
      hear(new Evidence.Answered());
    }
  }

  /** Called once in a while, by one thread. */
  void round() {
    boolean isSilent = System.nanoTime() - wroteNanos > SILENCE.toNanos();
    if (heedsOutput && !silent.equals(Optional.of(isSilent)) && !hasEnded()) {
      silent = Optional.of(isSilent);
      hear(new Evidence.Heard(isSilent));
    }
  }

  private boolean hasEnded() {
    return attention().filter(is -> is.source() == Attention.Source.EXIT).isPresent();
  }
}
