package dev.patchbay.hub;

import dev.patchbay.events.EventLog;
import dev.patchbay.http.ToolJson;
import dev.patchbay.launch.ToolEvent;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import java.util.Map;

/** News of tools on their way to the event log. */
final class ToolEvents {
  private ToolEvents() {}

  static void publish(EventLog events, AuditLog audit, ToolEvent event) {
    switch (event) {
      case ToolEvent.Detected(var tool) ->
          events.publish(
              "tool.detected", Map.of("id", tool.tool().id(), "tool", ToolJson.of(tool).getMap()));
      case ToolEvent.Looked(var snapshot) ->
          events.publish("tools.looked", Map.of("scan", ToolJson.scan(snapshot).getMap()));
      case ToolEvent.Launched(String id, String terminal) ->
          events.publish("tool.launched", Map.of("id", id, "terminal", terminal));
      case ToolEvent.Progress(String id, String terminal, String recipe, String stage) ->
          events.publish(
              "tool.install-progress",
              Map.of("id", id, "terminal", terminal, "recipe", recipe, "stage", stage));
      case ToolEvent.Installed(var tool, String terminal, String recipe, String remark) -> {
        audit.note(
            AuditEntry.ofHub(
                "tool.installed",
                tool.tool().id(),
                AuditEntry.DONE,
                Map.of("terminal", terminal, "recipe", recipe, "remark", remark)));
        events.publish(
            "tool.installed",
            Map.of(
                "id",
                tool.tool().id(),
                "tool",
                ToolJson.of(tool).getMap(),
                "terminal",
                terminal,
                "recipe",
                recipe,
                "remark",
                remark));
      }
      case ToolEvent.InstallFailed(
              String id,
              String terminal,
              String recipe,
              String code,
              String detail) -> {
        audit.note(
            AuditEntry.ofHub(
                "tool.install-failed",
                id,
                AuditEntry.FAILED,
                Map.of("terminal", terminal, "recipe", recipe, "code", code, "detail", detail)));
        events.publish(
            "tool.install-failed",
            Map.of(
                "id", id, "terminal", terminal, "recipe", recipe, "code", code, "detail", detail));
      }
    }
  }
}
