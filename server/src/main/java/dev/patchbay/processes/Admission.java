package dev.patchbay.processes;

import dev.patchbay.metrics.Machine;
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
 * Lets processes start when what they depend on is there and a place is free: by priority, and the
 * oldest first within one. Thread-safe.
 */
final class Admission {
  private final int places;
  private final int mostWaiting;
  private final long memoryHeadroom;

  /** Finds a process by its name. */
  private final Function<String, Optional<Supervised>> byName;

  private final ReentrantLock lock = new ReentrantLock();

  /** By id, the oldest first; guarded by the lock, as are all below. */
  private final Map<String, Wish> wishes = new LinkedHashMap<>();

  /** Ids of those that have a place. */
  private final Set<String> placed = new TreeSet<>();

  private record Wish(Supervised process, int ticket, int number) {}

  private int lastNumber;

  Admission(ProcessSettings settings, Function<String, Optional<Supervised>> byName) {
    places = settings.max();
    mostWaiting = settings.maxQueued();
    memoryHeadroom = settings.memoryHeadroom();
    this.byName = byName;
  }

  /** Whether one more could at least wait. */
  boolean hasRoom() {
    lock.lock();
    try {
      long waiting =
          wishes.values().stream().filter(wish -> missing(wish.process.spec()).isEmpty()).count();
      return placed.size() < places || waiting < mostWaiting;
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
    } finally {
      lock.unlock();
    }
    reconsider();
  }

  /** Something changed: admits whom it can. */
  void reconsider() {
    List<Wish> admitted = new ArrayList<>();
    lock.lock();
    try {
      List<Wish> ready = ready();
      int free = ready.isEmpty() || !hasMemory() ? 0 : Math.max(0, places - placed.size());
      for (Wish wish : ready.subList(0, Math.min(free, ready.size()))) {
        wishes.remove(wish.process.id());
        placed.add(wish.process.id());
        admitted.add(wish);
      }
    } finally {
      lock.unlock();
    }
    admitted.forEach(wish -> wish.process.post(new Event.Admitted(wish.ticket)));
  }

  /** What a process waits for, for people; empty if it does not. */
  String waitsFor(Supervised process) {
    lock.lock();
    try {
      Wish wish = wishes.get(process.id());
      if (wish == null) {
        return "";
      }
      List<String> missing = missing(process.spec());
      if (!missing.isEmpty()) {
        return "waits for " + String.join(", ", missing);
      }
      int place = ready().indexOf(wish) + 1;
      return placed.size() < places
          ? "waits for memory, place " + place + " in the queue"
          : "waits for one of " + places + " places, place " + place + " in the queue";
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. Those whose dependencies are there, the most urgent first. */
  private List<Wish> ready() {
    return wishes.values().stream()
        .filter(wish -> missing(wish.process.spec()).isEmpty())
        .sorted(
            Comparator.<Wish, Priority>comparing(wish -> wish.process.spec().place().priority())
                .thenComparingInt(Wish::number))
        .toList();
  }

  private boolean hasMemory() {
    return memoryHeadroom == 0 || Machine.read().freeMemoryBytes() >= memoryHeadroom;
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
}
