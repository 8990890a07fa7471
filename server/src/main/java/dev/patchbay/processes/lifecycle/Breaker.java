package dev.patchbay.processes.lifecycle;

import java.time.Duration;
import java.util.Optional;

/**
 * The circuit breaker of a process for those that depend on it: whether they may be started, or
 * started again, while it keeps failing. A value; what becomes of the process makes the next one.
 */
public sealed interface Breaker {
  /** It does what it should, as far as is known. */
  record Closed() implements Breaker {}

  /**
   * It keeps failing; nobody is started.
   *
   * @param gaveUp whether it is not started any more itself
   */
  record Open(boolean gaveUp) implements Breaker {}

  /**
   * It has been ready for a while after it kept failing, and has not proved stable: one may try.
   *
   * @param generation the incarnation that is tried
   * @param trial id of the one
   */
  record HalfOpen(int generation, Optional<String> trial) implements Breaker {}

  /**
   * When it opens and when it lets one try.
   *
   * @param after how many restarts in a row, without a stable run between them, open it
   * @param rest how long the process must have run before one may try
   */
  record Rule(int after, Duration rest) {
    public static final Rule USUAL = new Rule(3, Duration.ofSeconds(5));

    public Rule {
      if (after < 1 || rest.isNegative()) {
        throw new IllegalArgumentException("after must be 1 or more, and rest not negative");
      }
    }
  }

  /**
   * @param dependency where the process stands now
   * @param age for how long its incarnation has run
   */
  static Breaker next(Breaker before, State dependency, Duration age, Rule rule) {
    boolean fails = dependency.unstable() >= rule.after();
    return switch (dependency.phase()) {
      case Phase.Failed _ -> new Open(true);
      // Nobody wants it to run, or it has done its work.
      case Phase.Stopped _, Phase.Gone _ -> new Closed();
      case Phase.Running(boolean ready) when fails && ready && age.compareTo(rule.rest()) >= 0 -> {
        int generation = dependency.generation();
        yield before instanceof HalfOpen(int tried, var _) && tried == generation
            ? before
            : new HalfOpen(generation, Optional.empty());
      }
      case Phase.Queued _,
          Phase.Starting _,
          Phase.Running _,
          Phase.Stopping _,
          Phase.BackingOff _ ->
          fails ? new Open(false) : new Closed();
    };
  }

  /**
   * Whether one that depends on the process may be started.
   *
   * @param dependant its id
   */
  default boolean admits(String dependant) {
    return switch (this) {
      case Closed() -> true;
      case Open _ -> false;
      case HalfOpen(_, Optional<String> trial) -> trial.map(dependant::equals).orElse(true);
    };
  }

  /** The same once one was started. */
  default Breaker tried(String dependant) {
    return this instanceof HalfOpen(int generation, Optional<String> trial) && trial.isEmpty()
        ? new HalfOpen(generation, Optional.of(dependant))
        : this;
  }
}
