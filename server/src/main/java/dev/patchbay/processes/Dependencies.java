package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.lifecycle.State;
import dev.patchbay.processes.spec.Condition;
import dev.patchbay.processes.spec.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What must be, or must have been, before a process may start, and what of it can never be.
 * Thread-safe.
 */
final class Dependencies {
  /** Finds a process by its name. */
  private final Function<String, Optional<Supervised>> byName;

  /** By id of who waits for their end; gone once all have ended. */
  private final Map<String, List<Predecessor>> predecessors = new ConcurrentHashMap<>();

  /** An incarnation that may hold what its successor needs, such as a port. */
  private record Predecessor(Supervised process, int generation) {
    boolean isOver() {
      State state = process.state();
      return state.generation() > generation
          || switch (state.phase()) {
            case Phase.Starting _, Phase.Running _, Phase.Stopping _ -> false;
            case Phase.Queued _,
                Phase.BackingOff _,
                Phase.Stopped _,
                Phase.Failed _,
                Phase.Gone _ ->
                true;
          };
    }
  }

  Dependencies(Function<String, Optional<Supervised>> byName) {
    this.byName = byName;
  }

  /** Has a process wait until what runs of others now has ended. */
  void startAfter(Supervised process, List<Supervised> others) {
    List<Predecessor> before =
        others.stream()
            .filter(other -> !other.equals(process))
            .map(other -> new Predecessor(other, other.state().generation()))
            .toList();
    if (!before.isEmpty()) {
      predecessors.put(process.id(), before);
    }
  }

  void forget(String id) {
    predecessors.remove(id);
  }

  /** What is not as it must be yet, for people. */
  List<String> missing(Supervised process) {
    List<String> missing = new ArrayList<>();
    process
        .spec()
        .place()
        .dependsOn()
        .forEach((name, condition) -> {
          if (!byName.apply(name).map(other -> holds(other, condition)).orElse(false)) {
            missing.add(name + " (" + condition.name().toLowerCase(Locale.ROOT) + ")");
          }
        });
    missing.sort(Comparator.naturalOrder());
    List<Predecessor> before = predecessors.getOrDefault(process.id(), List.of());
    for (Predecessor predecessor : before) {
      if (!predecessor.isOver()) {
        missing.add(predecessor.process.spec().name() + " (ended)");
      }
    }
    if (!before.isEmpty() && before.stream().allMatch(Predecessor::isOver)) {
      predecessors.remove(process.id(), before);
    }
    return missing;
  }

  /** What was true once stays true until somebody starts or stops the other one anew. */
  private static boolean holds(Supervised other, Condition condition) {
    return switch (condition) {
      case STARTED -> other.hasBeenStarted();
      case READY -> other.state().phase() instanceof Phase.Running(boolean ready) && ready;
      case COMPLETED -> other.hasCompleted();
    };
  }

  /** Why a process that waits would wait for ever. */
  Optional<Ending.NotStarted> never(Supervised process) {
    if (process.fault().isPresent()) {
      return process.fault();
    }
    for (Map.Entry<String, Condition> entry : process.spec().place().dependsOn().entrySet()) {
      String name = entry.getKey();
      Optional<Supervised> other = byName.apply(name);
      if (other.isEmpty()) {
        return Optional.of(missing(name));
      }
      if (entry.getValue() == Condition.READY && isOnlyEverCompleted(other.get())) {
        return Optional.of(
            new Ending.NotStarted(
                "never-ready",
                "\""
                    + name
                    + "\" does its work and ends, so it is never ready; depend on it as {"
                    + name
                    + ": completed}.",
                true));
      }
    }
    return Optional.empty();
  }

  static Ending.NotStarted missing(String name) {
    return new Ending.NotStarted(
        "dependency-missing",
        "There is no process \"" + name + "\", which it depends on. Declare that one.",
        true);
  }

  private static boolean isOnlyEverCompleted(Supervised other) {
    return other.hasCompleted()
        || (other.spec().kind() == Kind.SYSTEM && other.spec().checks().readiness().isEmpty());
  }
}
