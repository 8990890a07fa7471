package dev.patchbay.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.bounded.UserPattern;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The probing of one incarnation of a service; ended for good by {@link #end}. Thread-safe. */
public final class Watch {
  /** A hub that gets no processor time for so many checks in a row is told what they find. */
  private static final int MOST_SLEPT = 3;

  private final Probes probes;
  private final Loop loop;
  private final Probe probe;
  private final Object where;
  private final Consumer<Verdict> listener;
  private final Optional<UserPattern> output;
  private final long begunNanos;

  private final ReentrantLock lock = new ReentrantLock();

  /** How many checks in a row meant nothing; one check at a time counts. */
  private final AtomicInteger slept = new AtomicInteger();

  @GuardedBy("lock")
  private Tally tally = Tally.NONE;

  @GuardedBy("lock")
  private Duration pause;

  @GuardedBy("lock")
  private Timer timer = () -> {};

  @GuardedBy("lock")
  private @Nullable Thread checking;

  @GuardedBy("lock")
  private Optional<Verdict> latest = Optional.empty();

  @GuardedBy("lock")
  private Optional<Duration> latency = Optional.empty();

  @GuardedBy("lock")
  private boolean ended;

  Watch(Probes probes, Probe probe, boolean eager, Object where, Consumer<Verdict> listener) {
    this.probes = probes;
    loop = probes.loop();
    this.probe = probe;
    this.where = where;
    this.listener = listener;
    output =
        probe.check() instanceof Check.Output(String match)
            ? Optional.of(UserPattern.of(match))
            : Optional.empty();
    pause = eager && Probes.EAGER.compareTo(probe.interval()) < 0 ? Probes.EAGER : probe.interval();
    begunNanos = probes.timers().nanoTime();
  }

  void begin() {
    if (output.isEmpty()) {
      probes.execute(this::check);
    }
  }

  /** A line of the service's output; only what looks for output cares. */
  public void line(String text) {
    if (output.isPresent() && output.get().isIn(text)) {
      take(new Verdict.Good());
    }
  }

  /** What the latest check said, whatever is known by all of them. */
  public Optional<Verdict> latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** What the latest check complained of, unless that is excused so soon after the start. */
  public Optional<String> complaint() {
    lock.lock();
    try {
      Duration age = Duration.ofNanos(probes.timers().nanoTime() - begunNanos);
      return tally.isExcused(probe, age)
          ? Optional.empty()
          : latest.flatMap(verdict ->
              verdict instanceof Verdict.Bad(String reason)
                  ? Optional.of(reason)
                  : Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /** How long the latest good check took; empty if there was none, or nobody is asked. */
  public Optional<Duration> latency() {
    lock.lock();
    try {
      return latency;
    } finally {
      lock.unlock();
    }
  }

  /** What all checks together say: good, bad, or nothing yet. */
  public Optional<Boolean> known() {
    lock.lock();
    try {
      return tally.known();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is told any more, a check that is being made included. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      timer.cancel();
      if (checking != null) {
        checking.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    Timer overdue;
    Attempt attempt = new Attempt(probes.timers(), probe);
    lock.lock();
    try {
      if (ended) {
        return;
      }
      Thread self = Thread.currentThread();
      checking = self;
      overdue = attempt.limit(() -> interrupt(self));
    } finally {
      lock.unlock();
    }
    Verdict found = new Verdict.Bad("the check was interrupted");
    try {
      found = probes.check(probe, where);
    } catch (InterruptedException e) {
      // Its time is over, or all is: who interrupted it knows.
    } catch (Throwable e) {
      loop.failed(e);
      found = new Verdict.Bad("the check failed: " + e);
    } finally {
      overdue.cancel();
      lock.lock();
      try {
        checking = null;
        // What was meant for the check must not hit what follows.
        var _ = Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }
    conclude(attempt, found);
  }

  private void conclude(Attempt attempt, Verdict found) {
    Optional<Verdict> verdict = attempt.judge(found);
    if (verdict.isEmpty() && slept.incrementAndGet() <= MOST_SLEPT) {
      probes.execute(this::check);
      return;
    }
    slept.set(0);
    loop.run(() -> {
      if (found instanceof Verdict.Good) {
        attempt.latency().ifPresent(this::note);
      }
      take(verdict.orElse(found));
    });
    schedule(attempt.begunNanos());
  }

  /** Only the check that is still being made. */
  private void interrupt(Thread thread) {
    lock.lock();
    try {
      if (thread.equals(checking)) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void note(Duration taken) {
    lock.lock();
    try {
      latency = Optional.of(taken);
    } finally {
      lock.unlock();
    }
  }

  private void take(Verdict verdict) {
    boolean news;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      latest = Optional.of(verdict);
      Duration age = Duration.ofNanos(probes.timers().nanoTime() - begunNanos);
      Tally next = tally.with(verdict, probe, age);
      news = !next.known().equals(tally.known());
      tally = next;
    } finally {
      lock.unlock();
    }
    if (news) {
      listener.accept(verdict);
    }
  }

  private void schedule(long begun) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      Duration next = tally.known().equals(Optional.of(true)) ? probe.interval() : pause;
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(probe.interval()) < 0 ? longer : probe.interval();
      Duration spent = Duration.ofNanos(probes.timers().nanoTime() - begun);
      Duration rest = next.minus(spent);
      timer =
          probes
              .timers()
              .after(rest.isNegative() ? Duration.ZERO : rest, () -> probes.execute(this::check));
    } finally {
      lock.unlock();
    }
  }
}
