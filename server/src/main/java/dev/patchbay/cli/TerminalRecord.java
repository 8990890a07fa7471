package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A terminal as the hub describes it. */
record TerminalRecord(
    String id,
    String name,
    List<String> command,
    String cwd,
    ProgramState state,
    long viewers,
    Instant createdAt) {
  TerminalRecord {
    command = List.copyOf(command);
  }

  /** Those of an answer to {@code GET /api/terminals}. */
  static List<TerminalRecord> list(String json) {
    List<TerminalRecord> terminals = new ArrayList<>();
    if (Json.parse(json) instanceof Map<?, ?> answer
        && answer.get("terminals") instanceof List<?> list) {
      list.forEach(entry -> terminals.add(of((Map<?, ?>) entry)));
    }
    return terminals;
  }

  /** The one of an answer that has a single one. */
  static TerminalRecord of(String json) {
    return Json.parse(json) instanceof Map<?, ?> terminal ? of(terminal) : of(Map.of());
  }

  private static TerminalRecord of(Map<?, ?> json) {
    if (json.get("id") instanceof String id
        && json.get("name") instanceof String name
        && json.get("command") instanceof List<?> command
        && json.get("cwd") instanceof String cwd
        && json.get("viewers") instanceof Long viewers
        && json.get("createdAt") instanceof String createdAt) {
      ProgramState state =
          json.get("exit") instanceof Map<?, ?> exit
              ? ProgramState.ended(exit)
              : new ProgramState.Running(standing(json));
      return new TerminalRecord(
          id,
          name,
          command.stream().map(String::valueOf).toList(),
          cwd,
          state,
          viewers,
          Instant.parse(createdAt));
    }
    throw new Failure(Failure.FAILED, "the hub speaks of terminals in an unknown way");
  }

  /** That a program writes or is silent says too little of it. */
  private static String standing(Map<?, ?> json) {
    return json.get("attention") instanceof Map<?, ?> attention
            && attention.get("state") instanceof String state
            && !"output".equals(attention.get("source"))
        ? state
        : "";
  }
}
