package dev.patchbay.processes;

import dev.patchbay.processes.spec.ProcessSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All processes that there are, by id and by name. Thread-safe. */
final class Roster {
  private final Map<String, Supervised> byId = new ConcurrentHashMap<>();

  /** Held while what there is changes, so that names stay unique and what is needed stays. */
  private final ReentrantLock changing = new ReentrantLock();

  void change(Runnable change) {
    changing(() -> {
      change.run();
      return true;
    });
  }

  <T> T changing(Supplier<T> change) {
    changing.lock();
    try {
      return change.get();
    } finally {
      changing.unlock();
    }
  }

  void add(Supervised process) {
    byId.put(process.id(), process);
  }

  void remove(String id) {
    byId.remove(id);
  }

  List<Supervised> all() {
    return List.copyOf(byId.values());
  }

  Optional<Supervised> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Supervised> byName(String name) {
    return byId.values().stream().filter(process -> process.spec().name().equals(name)).findFirst();
  }

  Optional<Supervised> find(String idOrName) {
    return byId(idOrName).or(() -> byName(idOrName));
  }

  /** Declarations by name, without those of processes that are being deleted. */
  Map<String, ProcessSpec> specs() {
    Map<String, ProcessSpec> specs = new LinkedHashMap<>();
    byId.values().stream()
        .filter(process -> !process.isLeaving())
        .forEach(process -> specs.put(process.spec().name(), process.spec()));
    return specs;
  }

  /** Names of those that depend on one, in order; who can never start anyway needs nobody. */
  List<String> dependants(String name) {
    return byId.values().stream()
        .filter(process -> !process.isLeaving() && process.fault().isEmpty())
        .map(Supervised::spec)
        .filter(spec -> spec.place().dependsOn().containsKey(name))
        .map(ProcessSpec::name)
        .sorted()
        .toList();
  }
}
