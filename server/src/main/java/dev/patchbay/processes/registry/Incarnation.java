package dev.patchbay.processes.registry;

import dev.patchbay.processes.lifecycle.Ending;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a process, as it is recorded.
 *
 * @param id of the process
 * @param pid 0 until it is known
 * @param ticks its start in clock ticks since boot; with pid and boot it names a process for good
 * @param boot the kernel's id of the boot
 * @param priority in the contract's words
 * @param end empty while it runs
 */
public record Incarnation(
    String id,
    String name,
    String kind,
    List<String> tags,
    List<String> command,
    String cwd,
    int generation,
    int pid,
    long ticks,
    String boot,
    Instant startedAt,
    String priority,
    Optional<End> end) {
  public Incarnation {
    tags = List.copyOf(tags);
    command = List.copyOf(command);
  }

  /** The same with the process that was started for it. */
  public Incarnation with(int pid, long ticks, String boot) {
    return new Incarnation(
        id, name, kind, tags, command, cwd, generation, pid, ticks, boot, startedAt, priority, end);
  }

  /** The same, ended. */
  public Incarnation ended(Instant at, String outcome, Optional<Ending> how) {
    return new Incarnation(
        id,
        name,
        kind,
        tags,
        command,
        cwd,
        generation,
        pid,
        ticks,
        boot,
        startedAt,
        priority,
        Optional.of(new End(at, outcome, how)));
  }

  /** When it ended; empty while it runs. */
  public Optional<Instant> endedAt() {
    return end.map(End::at);
  }

  /** How it ended, in words; empty while it runs. */
  public Optional<String> outcome() {
    return end.map(End::outcome);
  }

  Map<String, Object> toRecord() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", id);
    record.put("name", name);
    record.put("kind", kind);
    record.put("tags", tags);
    record.put("command", command);
    record.put("cwd", cwd);
    record.put("generation", generation);
    record.put("pid", pid);
    record.put("ticks", ticks);
    record.put("boot", boot);
    record.put("startedAt", startedAt.toString());
    record.put("priority", priority);
    end.ifPresent(ended -> {
      record.put("endedAt", ended.at().toString());
      record.put("outcome", ended.outcome());
      ended.how().ifPresent(how -> record.put("how", Endings.toRecord(how)));
    });
    return record;
  }

  /**
   * @throws RuntimeException if it is no such record
   */
  static Incarnation of(Map<?, ?> record) {
    return new Incarnation(
        text(record, "id"),
        text(record, "name"),
        text(record, "kind"),
        texts(record, "tags"),
        texts(record, "command"),
        text(record, "cwd"),
        (int) number(record, "generation"),
        (int) number(record, "pid"),
        number(record, "ticks"),
        text(record, "boot"),
        Instant.parse(text(record, "startedAt")),
        Optional.ofNullable(record.get("priority")).map(Object::toString).orElse("normal"),
        Optional.ofNullable(record.get("endedAt"))
            .map(at ->
                new End(
                    Instant.parse(at.toString()),
                    text(record, "outcome"),
                    Optional.ofNullable(record.get("how")).flatMap(Endings::of))));
  }

  private static String text(Map<?, ?> record, String key) {
    return Optional.ofNullable(record.get(key)).map(Object::toString).orElseThrow();
  }

  private static long number(Map<?, ?> record, String key) {
    return Long.parseLong(text(record, key));
  }

  private static List<String> texts(Map<?, ?> record, String key) {
    return record.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
