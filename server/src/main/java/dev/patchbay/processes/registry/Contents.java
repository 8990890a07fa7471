package dev.patchbay.processes.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the registry knows, as its records made it. Not thread-safe. */
final class Contents {
  private final int keptEnded;

  /** By id. */
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** By id and generation. */
  private final Map<String, Incarnation> running = new LinkedHashMap<>();

  private final Deque<Incarnation> ended = new ArrayDeque<>();

  /**
   * @param keptEnded how many ended incarnations are kept
   */
  Contents(int keptEnded) {
    this.keptEnded = keptEnded;
  }

  /**
   * Takes a record that an earlier hub wrote.
   *
   * @return whether it was one
   */
  boolean replay(Map<?, ?> record) {
    try {
      switch (String.valueOf(record.get("type"))) {
        case "known" -> put(Known.of(record));
        case "wanted" ->
            want(String.valueOf(record.get("id")), Boolean.TRUE.equals(record.get("wanted")));
        case "completed" ->
            complete(
                String.valueOf(record.get("id")), Boolean.TRUE.equals(record.get("completed")));
        case "gone" -> remove(String.valueOf(record.get("id")));
        case "incarnation" -> put(Incarnation.of(record));
        default -> {
          return false;
        }
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  void put(Known process) {
    known.put(process.id(), process);
  }

  void want(String id, boolean wish) {
    known.computeIfPresent(id, (_, process) -> process.wanted(wish));
  }

  void complete(String id, boolean done) {
    known.computeIfPresent(id, (_, process) -> process.completed(done));
  }

  void remove(String id) {
    known.remove(id);
  }

  void put(Incarnation incarnation) {
    String key = key(incarnation.id(), incarnation.generation());
    if (incarnation.endedAt().isEmpty()) {
      running.put(key, incarnation);
      known.computeIfPresent(
          incarnation.id(),
          (_, process) -> process.with(Math.max(process.generation(), incarnation.generation())));
    } else {
      running.remove(key);
      ended.addLast(incarnation);
      while (ended.size() > keptEnded) {
        ended.removeFirst();
      }
    }
  }

  private static String key(String id, int generation) {
    return id + "/" + generation;
  }

  List<Known> known() {
    return List.copyOf(known.values());
  }

  List<Incarnation> running() {
    return List.copyOf(running.values());
  }

  Optional<Incarnation> running(String id, int generation) {
    return Optional.ofNullable(running.get(key(id, generation)));
  }

  /** All that ran and all that runs, the newest first. */
  List<Incarnation> history() {
    List<Incarnation> all = new ArrayList<>(ended);
    all.addAll(running.values());
    return all.reversed();
  }

  /** How many records it takes to write all of it. */
  int size() {
    return known.size() + running.size() + ended.size();
  }

  /** All of it as records, of which {@link #replay} makes the same again. */
  List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    known.values().forEach(process -> records.add(record(process)));
    ended.forEach(incarnation -> records.add(record(incarnation)));
    running.values().forEach(incarnation -> records.add(record(incarnation)));
    return records;
  }

  static Map<String, Object> record(Known process) {
    return typed("known", process.toRecord());
  }

  static Map<String, Object> record(Incarnation incarnation) {
    return typed("incarnation", incarnation.toRecord());
  }

  static Map<String, Object> wanted(String id, boolean wish) {
    return typed("wanted", new LinkedHashMap<>(Map.of("id", id, "wanted", wish)));
  }

  static Map<String, Object> completed(String id, boolean done) {
    return typed("completed", new LinkedHashMap<>(Map.of("id", id, "completed", done)));
  }

  private static Map<String, Object> typed(String type, Map<String, Object> record) {
    record.put("type", type);
    return record;
  }
}
