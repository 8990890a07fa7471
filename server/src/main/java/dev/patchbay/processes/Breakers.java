package dev.patchbay.processes;

import dev.patchbay.os.Timers;
import dev.patchbay.processes.lifecycle.Breaker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** The breakers of all that others depend on. Thread-safe. */
final class Breakers {
  private volatile Breaker.Rule rule;
  private final Timers timers;

  /** Finds a process by its name. */
  private final Function<String, Optional<Supervised>> byName;

  /** By the dependency's id. */
  private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();

  Breakers(Breaker.Rule rule, Timers timers, Function<String, Optional<Supervised>> byName) {
    this.rule = rule;
    this.timers = timers;
    this.byName = byName;
  }

  void replaceRule(Breaker.Rule changed) {
    rule = changed;
  }

  /** As it is now. */
  Breaker of(Supervised dependency) {
    Duration age =
        dependency
            .live()
            .map(live -> Duration.ofNanos(timers.nanoTime() - live.startedNanos()))
            .orElse(Duration.ZERO);
    return breakers.compute(
        dependency.id(),
        (_, before) ->
            Breaker.next(
                before == null ? new Breaker.Closed() : before, dependency.state(), age, rule));
  }

  /** What keeps a process from being started, for people; also what is further down the line. */
  Optional<String> obstacle(Supervised process) {
    for (String name : new TreeSet<>(process.spec().place().dependsOn().keySet())) {
      Optional<Supervised> dependency = byName.apply(name);
      if (dependency.isPresent()) {
        Breaker breaker = of(dependency.get());
        if (!breaker.admits(process.id())) {
          return Optional.of(describe(name, breaker));
        }
        Optional<String> below = openBelow(dependency.get(), new HashSet<>());
        if (below.isPresent()) {
          return below;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * @param been by id; a declaration that an earlier hub stored may go round in a circle
   */
  private Optional<String> openBelow(Supervised process, Set<String> been) {
    if (!been.add(process.id())) {
      return Optional.empty();
    }
    for (String name : new TreeSet<>(process.spec().place().dependsOn().keySet())) {
      Optional<Supervised> dependency = byName.apply(name);
      if (dependency.isPresent()) {
        Breaker breaker = of(dependency.get());
        Optional<String> found =
            breaker instanceof Breaker.Open
                ? Optional.of(describe(name, breaker))
                : openBelow(dependency.get(), been);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String describe(String name, Breaker breaker) {
    return switch (breaker) {
      case Breaker.Open(boolean gaveUp) ->
          name + (gaveUp ? ", which failed" : ", which keeps failing");
      case Breaker.HalfOpen _ -> name + ", which has not proved stable again";
      case Breaker.Closed() -> name;
    };
  }

  /** It is started now, which may be the trial of what it depends on. */
  void started(Supervised process) {
    for (String name : process.spec().place().dependsOn().keySet()) {
      byName
          .apply(name)
          .ifPresent(dependency ->
              breakers.computeIfPresent(
                  dependency.id(), (_, breaker) -> breaker.tried(process.id())));
    }
  }

  void forget(String id) {
    breakers.remove(id);
  }
}
