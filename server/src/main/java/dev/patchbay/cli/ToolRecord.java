package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tool as the hub lists it.
 *
 * @param version empty where it is not known
 * @param owner who installed it; a dash where that is not known
 * @param path empty where it is not installed
 * @param newer the newest version where that is newer than the one here; else empty
 */
record ToolRecord(
    String id,
    boolean installed,
    String version,
    String versionState,
    String owner,
    String path,
    String newer) {
  /** Those of an answer to {@code GET /api/tools}. */
  static List<ToolRecord> list(String json) {
    List<ToolRecord> tools = new ArrayList<>();
    if (Json.parse(json) instanceof Map<?, ?> answer
        && answer.get("tools") instanceof List<?> list) {
      list.forEach(entry -> tools.add(of((Map<?, ?>) entry)));
    }
    return tools;
  }

  private static ToolRecord of(Map<?, ?> json) {
    if (json.get("id") instanceof String id && json.get("installed") instanceof Boolean installed) {
      return new ToolRecord(
          id,
          installed,
          text(json, "version", ""),
          text(json, "versionState", ""),
          text(json, "owner", "-"),
          text(json, "path", ""),
          json.get("update") instanceof Map<?, ?> update && Boolean.TRUE.equals(update.get("newer"))
              ? text(update, "latest", "")
              : "");
    }
    throw new Failure(Failure.FAILED, "the hub speaks of tools in an unknown way");
  }

  private static String text(Map<?, ?> json, String field, String absent) {
    return json.get(field) instanceof String text ? text : absent;
  }

  /** The version, or why there is none. */
  String versionWords() {
    if (!installed) {
      return "not installed";
    }
    return switch (versionState) {
      case "known" -> newer.isEmpty() ? version : version + " → " + newer;
      case "pending" -> "…";
      case "not-asked" -> "-";
      default -> "?";
    };
  }
}
