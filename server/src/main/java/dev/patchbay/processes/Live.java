package dev.patchbay.processes;

import dev.patchbay.health.Watch;
import dev.patchbay.os.Timers.Timer;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.LimitPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An incarnation that runs, or of which something is left. The process's mailbox owns what changes.
 */
final class Live {
  private final int generation;
  private final Child child;
  private final Instant startedAt;
  private final long startedNanos;
  private final Optional<ControlGroup> group;
  private final LimitPlan limits;
  private final boolean adopted;

  /** Completed when its own process has ended. */
  private final CompletableFuture<Ending> exit = new CompletableFuture<>();

  private final List<Timer> timers = new CopyOnWriteArrayList<>();

  /** Written by the mailbox, as are all below; read by anybody. */
  private volatile Optional<Watch> health = Optional.empty();

  private volatile Optional<Watch> readiness = Optional.empty();

  /** Written by the ticks, as is the next. */
  private volatile Pace pace = Pace.NORMAL;

  private volatile Optional<Pace> asked = Optional.empty();

  /** Why the hub ends it, if it does so against its wish. */
  private volatile Optional<Ending> condemned = Optional.empty();

  Live(
      int generation,
      Child child,
      Instant startedAt,
      long startedNanos,
      Optional<ControlGroup> group,
      LimitPlan limits,
      boolean adopted) {
    this.generation = generation;
    this.child = child;
    this.startedAt = startedAt;
    this.startedNanos = startedNanos;
    this.group = group;
    this.limits = limits;
    this.adopted = adopted;
  }

  int generation() {
    return generation;
  }

  Child child() {
    return child;
  }

  Instant startedAt() {
    return startedAt;
  }

  long startedNanos() {
    return startedNanos;
  }

  Optional<ControlGroup> group() {
    return group;
  }

  LimitPlan limits() {
    return limits;
  }

  boolean isAdopted() {
    return adopted;
  }

  CompletableFuture<Ending> exit() {
    return exit;
  }

  boolean hasExited() {
    return exit.isDone();
  }

  Optional<Watch> health() {
    return health;
  }

  Optional<Watch> readiness() {
    return readiness;
  }

  void watchHealth(Watch watch) {
    health = Optional.of(watch);
  }

  void watchReadiness(Watch watch) {
    readiness = Optional.of(watch);
  }

  /** Whether it is kept from taking what others need. */
  Pace pace() {
    return pace;
  }

  /** The pace that it was to have last; empty before the first time. */
  Optional<Pace> asked() {
    return asked;
  }

  void keepPace(Pace wanted, Pace reached) {
    asked = Optional.of(wanted);
    pace = reached;
  }

  void keep(Timer timer) {
    timers.add(timer);
  }

  Optional<Ending> condemned() {
    return condemned;
  }

  void condemn(Ending why) {
    if (condemned.isEmpty()) {
      condemned = Optional.of(why);
    }
  }

  /** Nothing is looked for any more. */
  void unwatch() {
    timers.forEach(Timer::cancel);
    timers.clear();
    health.ifPresent(Watch::end);
    readiness.ifPresent(Watch::end);
  }
}
