package dev.patchbay.processes;

import dev.patchbay.os.Timers;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.spec.Condition;
import dev.patchbay.processes.spec.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private volatile Capacity capacity;
  private final Headroom headroom;
  private final Breakers breakers;
  private final Dependencies dependencies;
  private final Timers timers;

  private final ReentrantLock lock = new ReentrantLock();

  /** By id, the oldest first; guarded by the lock, as are all below. */
  private final Map<String, Wish> wishes = new LinkedHashMap<>();

  /** Ids of those that have a place. */
  private final Set<String> placed = new TreeSet<>();

  /** Those whose back-off is over while what they depend on keeps failing; they have a place. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  private record Wish(Supervised process, int ticket, int number, Begun begun) {}

  private record Held(Supervised process, int generation, Begun begun) {}

  /** Since when one waits: the time of day, and by the clock that only goes on. */
  private record Begun(Instant time, long nanos) {}

  private int lastNumber;

  Admission(
      ProcessSettings settings, Timers timers, Function<String, Optional<Supervised>> byName) {
    capacity = settings.capacity();
    headroom = new Headroom(capacity);
    breakers = new Breakers(settings.breaker(), timers, byName);
    dependencies = new Dependencies(byName);
    this.timers = timers;
  }

  /** Takes over capacity and breaker; who has a place keeps it. */
  void retune(ProcessSettings settings) {
    capacity = settings.capacity();
    headroom.replaceCapacity(capacity);
    breakers.replaceRule(settings.breaker());
    reconsider();
  }

  private Begun now() {
    return new Begun(timers.now(), timers.nanoTime());
  }

  private Waiting.Since since(Begun begun) {
    return new Waiting.Since(begun.time, Duration.ofNanos(timers.nanoTime() - begun.nanos));
  }

  /** Has a process wait until what runs of others now has ended, when it is to start next. */
  void startAfter(Supervised process, List<Supervised> others) {
    dependencies.startAfter(process, others);
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
      wishes.put(process.id(), new Wish(process, ticket, ++lastNumber, now()));
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
      held.put(process.id(), new Held(process, generation, now()));
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

  /** Whether those that depend on a process may be started. */
  Breaker breaker(Supervised process) {
    return breakers.of(process);
  }

  /** Whether somebody waits for a process to do its work and end. */
  boolean isAwaitedToComplete(String name) {
    lock.lock();
    try {
      return wishes.values().stream()
          .anyMatch(
              wish -> wish.process.spec().place().dependsOn().get(name) == Condition.COMPLETED);
    } finally {
      lock.unlock();
    }
  }

  /** A second has passed: the machine may be less busy. */
  void tick() {
    headroom.look(timers.nanoTime());
    reconsider();
  }

  /** Something changed: admits whom it can. */
  void reconsider() {
    List<Wish> admitted = new ArrayList<>();
    List<Held> freed = new ArrayList<>();
    List<Runnable> denials = new ArrayList<>();
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
      for (Wish wish : List.copyOf(wishes.values())) {
        dependencies
            .never(wish.process)
            .ifPresent(why -> {
              wishes.remove(wish.process.id());
              denials.add(() -> wish.process.post(new Event.Denied(wish.ticket, why)));
            });
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
    denials.forEach(Runnable::run);
    freed.forEach(one -> one.process.post(new Event.Rested(one.generation)));
    admitted.forEach(wish -> wish.process.post(new Event.Admitted(wish.ticket)));
  }

  /** What a process waits for; empty if it does not, or only for its back-off. */
  Optional<Waiting> waitsFor(Supervised process) {
    lock.lock();
    try {
      Wish wish = wishes.get(process.id());
      Held rest = held.get(process.id());
      if (wish == null && rest == null) {
        return Optional.empty();
      }
      Waiting.Since since = since(wish == null ? Objects.requireNonNull(rest).begun : wish.begun);
      Optional<String> obstacle = breakers.obstacle(process);
      if (obstacle.isPresent() || wish == null) {
        return obstacle.map(name -> new Waiting(Waiting.Reason.BREAKER, 0, "for " + name, since));
      }
      List<String> missing = dependencies.missing(process);
      if (!missing.isEmpty()) {
        return Optional.of(
            new Waiting(Waiting.Reason.DEPENDENCY, 0, "for " + String.join(", ", missing), since));
      }
      return Optional.of(inQueue(ready().indexOf(wish) + 1, since));
    } finally {
      lock.unlock();
    }
  }

  private Waiting inQueue(int place, Waiting.Since since) {
    if (placed.size() >= capacity.max()) {
      return Waiting.inQueue(
          Waiting.Reason.PLACE, place, "for one of " + capacity.max() + " places", since);
    }
    Waiting.Reason lack = headroom.lacks().orElse(Waiting.Reason.PLACE);
    return Waiting.inQueue(
        lack,
        place,
        switch (lack) {
          case MEMORY -> "for memory";
          case CPU -> "for an idle processor";
          case OVERLOAD -> "for the machine: " + headroom.overload().orElse("it is busy");
          case PLACE, DEPENDENCY, BREAKER -> "for its turn";
        },
        since);
  }

  /** Holds the lock. Those that nothing but room keeps from starting, the most urgent first. */
  private List<Wish> ready() {
    return wishes.values().stream()
        .filter(wish -> dependencies.missing(wish.process).isEmpty())
        .filter(wish -> breakers.obstacle(wish.process).isEmpty())
        .sorted(
            Comparator.<Wish, Priority>comparing(wish -> wish.process.spec().place().priority())
                .thenComparingInt(Wish::number))
        .toList();
  }

  /** Why the machine has too much to do, for people; empty while it has not. */
  Optional<String> overload() {
    return headroom.overload();
  }

  Occupancy occupancy() {
    lock.lock();
    try {
      return new Occupancy(capacity, placed.size(), wishes.size(), headroom.overload());
    } finally {
      lock.unlock();
    }
  }

  /** It is deleted. */
  void forget(String id) {
    breakers.forget(id);
    dependencies.forget(id);
  }
}
