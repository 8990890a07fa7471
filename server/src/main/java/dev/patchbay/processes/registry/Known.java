package dev.patchbay.processes.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process that the registry knows, whether it runs or not.
 *
 * @param declaration what it was declared as over the API; empty where the configuration has it
 * @param wanted whether somebody wants it to run
 * @param completed whether its latest incarnation did what it was for
 * @param generation of its latest incarnation
 */
public record Known(
    String id,
    String name,
    Optional<Map<?, ?>> declaration,
    boolean wanted,
    boolean completed,
    int generation) {
  /** One that has not run yet. */
  public Known(String id, String name, Optional<Map<?, ?>> declaration) {
    this(id, name, declaration, false, false, 0);
  }

  Map<String, Object> toRecord() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", id);
    record.put("name", name);
    declaration.ifPresent(map -> record.put("declaration", map));
    record.put("wanted", wanted);
    record.put("completed", completed);
    record.put("generation", generation);
    return record;
  }

  /**
   * @throws RuntimeException if it is no such record
   */
  static Known of(Map<?, ?> record) {
    return new Known(
        String.valueOf(record.get("id")),
        String.valueOf(record.get("name")),
        record.get("declaration") instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty(),
        Boolean.TRUE.equals(record.get("wanted")),
        Boolean.TRUE.equals(record.get("completed")),
        Integer.parseInt(String.valueOf(record.get("generation"))));
  }

  Known wanted(boolean wish) {
    return new Known(id, name, declaration, wish, completed, generation);
  }

  Known completed(boolean done) {
    return new Known(id, name, declaration, wanted, done, generation);
  }

  Known with(int latest) {
    return new Known(id, name, declaration, wanted, completed, latest);
  }
}
