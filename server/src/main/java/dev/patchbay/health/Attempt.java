package dev.patchbay.health;

import dev.patchbay.os.Timers;
import dev.patchbay.os.Timers.Timer;
import dev.patchbay.os.Uptime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One check's time: the only clock that says it is over, and whether the hub slept meanwhile, so
 * that what it found says nothing of the service. Thread-safe.
 */
final class Attempt {
  /** A timer that comes so late comes after the hub was stopped, or got no processor at all. */
  private static final Duration LATE = Duration.ofMillis(500);

  /** The machine's uptime goes on while it sleeps, the clock that measures does not. */
  private static final Duration SLEEP = Duration.ofSeconds(1);

  private final Timers timers;
  private final Probe probe;
  private final long begunNanos;
  private final Duration begunUp;

  /** When the time was found to be over. */
  private volatile OptionalLong overNanos = OptionalLong.empty();

  Attempt(Timers timers, Probe probe) {
    this.timers = timers;
    this.probe = probe;
    begunNanos = timers.nanoTime();
    begunUp = Uptime.now();
  }

  /**
   * @param overdue what is to be done once the time is over
   */
  Timer limit(Runnable overdue) {
    return timers.after(
        probe.timeout(),
        () -> {
          overNanos = OptionalLong.of(timers.nanoTime());
          overdue.run();
        });
  }

  long begunNanos() {
    return begunNanos;
  }

  /**
   * What a check's result means; empty if it means nothing, since the hub slept.
   *
   * @param found as the check says it, which may have been interrupted
   */
  Optional<Verdict> judge(Verdict found) {
    return switch (found) {
      case Verdict.Good _ -> Optional.of(found);
      case Verdict.Bad _ when hasSlept() -> Optional.empty();
      case Verdict.Bad _ -> Optional.of(overNanos.isPresent() ? timedOut() : found);
    };
  }

  /** How long a good one took; empty if the hub slept. */
  Optional<Duration> latency() {
    return hasSlept()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(timers.nanoTime() - begunNanos));
  }

  private boolean hasSlept() {
    long passed = timers.nanoTime() - begunNanos;
    long untilOver = overNanos.orElse(begunNanos + passed) - begunNanos;
    return untilOver > probe.timeout().plus(LATE).toNanos()
        || Uptime.now().minus(begunUp).minusNanos(passed).compareTo(SLEEP) > 0;
  }

  private Verdict timedOut() {
    String within = " within " + probe.timeout().toMillis() + " ms";
    return new Verdict.Bad(
        switch (probe.check()) {
          case Check.Command(var argv) -> argv.getFirst() + " did not end" + within;
          case Check.Http _, Check.Tcp _, Check.Output _ -> "no answer" + within;
        });
  }
}
