package dev.patchbay.processes;

import dev.patchbay.os.Timers;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.spec.Condition;
import dev.patchbay.processes.spec.Priority;
import dev.patchbay.processes.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Lets processes start when what they depend on is there and does not keep failing, and when there
 * is room: by priority, and the oldest first within one. Thread-safe.
 */
final class Admission {
  private final Capacity capacity;
  private final Headroom headroom;
  private final Breakers breakers;

  /** Finds a process by its name. */
  private final Function<String, Optional<Supervised>> byName;

  private final ReentrantLock lock = new ReentrantLock();

  /** By id, the oldest first; guarded by the lock, as are all below. */
  private final Map<String, Wish> wishes = new LinkedHashMap<>();

  /** Ids of those that have a place. */
  private final Set<String> placed = new TreeSet<>();

  /** Those whose back-off is over while what they depend on keeps failing; they have a place. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  private record Wish(Supervised process, int ticket, int number) {}

  private record Held(Supervised process, int generation) {}

  private int lastNumber;

  Admission(
      ProcessSettings settings, Timers timers, Function<String, Optional<Supervised>> byName) {
    capacity = settings.capacity();
    headroom = new Headroom(capacity);
    breakers = new Breakers(settings.breaker(), timers, byName);
    this.byName = byName;
  }

  /** Whether one more could at least wait. */
  boolean hasRoom() {
    lock.lock();
    try {
      return placed.size() < capacity.max() || ready().size() < capacity.maxQueued();
    } finally {
      lock.unlock();
    }
  }

  /** Waits; the process is told when it is admitted. */
  void enqueue(Supervised process, int ticket) {
    lock.lock();
    try {
      wishes.put(process.id(), new Wish(process, ticket, ++lastNumber));
    } finally {
      lock.unlock();
    }
    reconsider();
  }

  /** A process that an earlier hub started has a place, whatever there is. */
  void adopt(String id) {
    lock.lock();
    try {
      placed.add(id);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the wish and the place. */
  void release(String id) {
    lock.lock();
    try {
      wishes.remove(id);
      placed.remove(id);
      held.remove(id);
    } finally {
      lock.unlock();
    }
    reconsider();
  }

  /** Its back-off is over: it is told so, at once or when what it depends on can be relied on. */
  void rested(Supervised process, int generation) {
    lock.lock();
    try {
      held.put(process.id(), new Held(process, generation));
    } finally {
      lock.unlock();
    }
    reconsider();
  }

  /** It does not wait for its back-off any more. */
  void letGo(String id) {
    lock.lock();
    try {
      held.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /** Whether what it depends on keeps failing, so that a restart would be in vain. */
  boolean isHeldBack(Supervised process) {
    return breakers.obstacle(process).isPresent();
  }

  /** A second has passed: the machine may be less busy. */
  void tick() {
    headroom.look();
    reconsider();
  }

  /** Something changed: admits whom it can. */
  void reconsider() {
    List<Wish> admitted = new ArrayList<>();
    List<Held> freed = new ArrayList<>();
    headroom.lookAtMemory();
    lock.lock();
    try {
      for (Held one : List.copyOf(held.values())) {
        if (breakers.obstacle(one.process).isEmpty()) {
          held.remove(one.process.id());
          breakers.started(one.process);
          freed.add(one);
        }
      }
      for (Wish wish : ready()) {
        // Who was admitted just before may be the trial of what this one depends on too.
        if (placed.size() < capacity.max()
            && headroom.lacks().isEmpty()
            && breakers.obstacle(wish.process).isEmpty()) {
          wishes.remove(wish.process.id());
          placed.add(wish.process.id());
          breakers.started(wish.process);
          headroom.started();
          admitted.add(wish);
        }
      }
    } finally {
      lock.unlock();
    }
    freed.forEach(one -> one.process.post(new Event.Rested(one.generation)));
    admitted.forEach(wish -> wish.process.post(new Event.Admitted(wish.ticket)));
  }

  /** What a process waits for; empty if it does not, or only for its back-off. */
  Optional<Waiting> waitsFor(Supervised process) {
    lock.lock();
    try {
      Wish wish = wishes.get(process.id());
      if (wish == null && !held.containsKey(process.id())) {
        return Optional.empty();
      }
      Optional<String> obstacle = breakers.obstacle(process);
      if (obstacle.isPresent() || wish == null) {
        return obstacle.map(name -> new Waiting(Waiting.Reason.BREAKER, 0, "for " + name));
      }
      List<String> missing = missing(process.spec());
      if (!missing.isEmpty()) {
        return Optional.of(
            new Waiting(Waiting.Reason.DEPENDENCY, 0, "for " + String.join(", ", missing)));
      }
      return Optional.of(inQueue(ready().indexOf(wish) + 1));
    } finally {
      lock.unlock();
    }
  }

  private Waiting inQueue(int place) {
    if (placed.size() >= capacity.max()) {
      return Waiting.inQueue(
          Waiting.Reason.PLACE, place, "for one of " + capacity.max() + " places");
    }
    Waiting.Reason lack = headroom.lacks().orElse(Waiting.Reason.PLACE);
    return Waiting.inQueue(
        lack,
        place,
        switch (lack) {
          case MEMORY -> "for memory";
          case CPU -> "for an idle processor";
          case PLACE, DEPENDENCY, BREAKER -> "for its turn";
        });
  }

  /** Holds the lock. Those that nothing but room keeps from starting, the most urgent first. */
  private List<Wish> ready() {
    return wishes.values().stream()
        .filter(wish -> missing(wish.process.spec()).isEmpty())
        .filter(wish -> breakers.obstacle(wish.process).isEmpty())
        .sorted(
            Comparator.<Wish, Priority>comparing(wish -> wish.process.spec().place().priority())
                .thenComparingInt(Wish::number))
        .toList();
  }

  /** What of its dependencies is not as it must be, for people. */
  private List<String> missing(ProcessSpec spec) {
    List<String> missing = new ArrayList<>();
    spec.place()
        .dependsOn()
        .forEach((name, condition) -> {
          if (!byName.apply(name).map(other -> holds(other, condition)).orElse(false)) {
            missing.add(name + " (" + condition.name().toLowerCase(Locale.ROOT) + ")");
          }
        });
    missing.sort(Comparator.naturalOrder());
    return missing;
  }

  private static boolean holds(Supervised other, Condition condition) {
    Phase phase = other.state().phase();
    return switch (condition) {
      case STARTED -> phase instanceof Phase.Starting || phase instanceof Phase.Running;
      case READY -> phase instanceof Phase.Running(boolean ready) && ready;
      case COMPLETED -> other.hasCompleted();
    };
  }

  Occupancy occupancy() {
    lock.lock();
    try {
      return new Occupancy(capacity, placed.size(), wishes.size());
    } finally {
      lock.unlock();
    }
  }

  /** It is deleted. */
  void forget(String id) {
    breakers.forget(id);
  }
}
