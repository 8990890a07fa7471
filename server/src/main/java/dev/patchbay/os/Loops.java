package dev.patchbay.os;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** All background loops of the hub, by name. Thread-safe. */
public final class Loops {
  private final Map<String, Loop> loops = new ConcurrentHashMap<>();
  private final BiConsumer<Loop, Throwable> fatal;

  /**
   * @param fatal told that a loop has died, and why, on the loop's own thread. Must not throw.
   */
  public Loops(BiConsumer<Loop, Throwable> fatal) {
    this.fatal = fatal;
  }

  /** The loop of that name; one and the same for all who ask. */
  public Loop named(String name) {
    return loops.computeIfAbsent(name, fresh -> new Loop(fresh, fatal));
  }

  /** How all do, by name. */
  public List<Loop.State> states() {
    return loops.values().stream()
        .map(Loop::state)
        .sorted(Comparator.comparing(Loop.State::name))
        .toList();
  }
}
