package dev.patchbay.processes.registry;

import dev.patchbay.processes.lifecycle.Ending;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ends as records, for JSON. */
final class Endings {
  private static final String TYPE = "type";

  private Endings() {}

  static Map<String, Object> toRecord(Ending ending) {
    Map<String, Object> record = new LinkedHashMap<>();
    switch (ending) {
      case Ending.Code(int code) -> {
        record.put(TYPE, "code");
        record.put("code", code);
      }
      case Ending.Signal(String name, boolean dumped) -> {
        record.put(TYPE, "signal");
        record.put("signal", name);
        record.put("dumped", dumped);
      }
      case Ending.Limit(String limit, String value) -> {
        record.put(TYPE, "limit");
        record.put("limit", limit);
        record.put("value", value);
      }
      case Ending.TimedOut(Duration after) -> {
        record.put(TYPE, "timeout");
        record.put("millis", after.toMillis());
      }
      case Ending.Unhealthy(String reason) -> {
        record.put(TYPE, "health");
        record.put("reason", reason);
      }
      case Ending.NotStarted(String code, String detail, boolean permanent) -> {
        record.put(TYPE, "not-started");
        record.put("code", code);
        record.put("detail", detail);
        record.put("permanent", permanent);
      }
      case Ending.Daemonized(String left) -> {
        record.put(TYPE, "daemonized");
        record.put("left", left);
      }
      case Ending.Unknown(String reason) -> {
        record.put(TYPE, "unknown");
        record.put("reason", reason);
      }
    }
    return record;
  }

  /** Empty if it is no such record; earlier hubs wrote none. */
  static Optional<Ending> of(Object record) {
    if (!(record instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    try {
      return switch (text(map, TYPE)) {
        case "code" -> Optional.of(new Ending.Code(Integer.parseInt(text(map, "code"))));
        case "signal" -> Optional.of(new Ending.Signal(text(map, "signal"), isTrue(map, "dumped")));
        case "limit" -> Optional.of(new Ending.Limit(text(map, "limit"), text(map, "value")));
        case "timeout" ->
            Optional.of(
                new Ending.TimedOut(Duration.ofMillis(Long.parseLong(text(map, "millis")))));
        case "health" -> Optional.of(new Ending.Unhealthy(text(map, "reason")));
        case "not-started" ->
            Optional.of(
                new Ending.NotStarted(
                    text(map, "code"), text(map, "detail"), isTrue(map, "permanent")));
        case "daemonized" -> Optional.of(new Ending.Daemonized(text(map, "left")));
        case "unknown" -> Optional.of(new Ending.Unknown(text(map, "reason")));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<?, ?> record, String key) {
    return String.valueOf(record.get(key));
  }

  private static boolean isTrue(Map<?, ?> record, String key) {
    return Boolean.TRUE.equals(record.get(key));
  }
}
