package dev.patchbay.processes;

import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.usage.Sampler;
import dev.patchbay.processes.usage.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the end of a command, and looks at what it takes meanwhile where that matters. */
final class Attendance {
  /** Soon, as many commands are short, and then ever less often. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
  private static final String KEY = "command";

  private final Child child;
  private final List<LimitReport> watched;
  private final boolean looks;
  private final Sampler sampler = new Sampler();
  private OptionalLong peakBytes = OptionalLong.empty();

  Attendance(Child child, Errand.Outfit outfit) {
    this.child = child;
    watched = outfit.plan().watched();
    looks = outfit.isMeasured() || !watched.isEmpty();
  }

  /** Most memory that it was seen to have; empty if it ended before it was looked at. */
  OptionalLong peakBytes() {
    return peakBytes;
  }

  /**
   * Blocks until it has ended, or there is a reason to end it.
   *
   * @param exit how it ended
   */
  Ending await(CompletableFuture<Ending> exit, Duration timeout) {
    long by = System.nanoTime() + timeout.toNanos();
    long pause = FIRST_LOOK.toNanos();
    while (true) {
      long left = Math.max(0, by - System.nanoTime());
      try {
        return exit.get(looks ? Math.min(left, pause) : left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        Optional<Ending> over = looks ? look() : Optional.empty();
        if (over.isPresent() || by - System.nanoTime() <= 0) {
          return over.orElse(new Ending.TimedOut(timeout));
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
      } catch (ExecutionException e) {
        throw new AssertionError("an exit is never exceptional", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Errand.KILLED;
      }
    }
  }

  /** The limit that it is over and has to be ended for. */
  private Optional<Ending> look() {
    Usage usage = sampler.sample(Map.of(KEY, child.leader()), System.nanoTime()).get(KEY);
    if (usage == null) {
      return Optional.empty();
    }
    peakBytes = OptionalLong.of(Math.max(peakBytes.orElse(0), usage.residentBytes()));
    return watched.stream()
        .filter(report ->
            report.limit().has(Limit.Action.KILL)
                && Judgement.taken(report.name(), usage) > report.limit().max())
        .findFirst()
        .map(Records::exceeded);
  }
}
