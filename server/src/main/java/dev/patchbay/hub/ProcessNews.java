package dev.patchbay.hub;

import dev.patchbay.events.EventLog;
import dev.patchbay.http.AlertJson;
import dev.patchbay.http.ProcessJson;
import dev.patchbay.http.VitalsJson;
import dev.patchbay.processes.ProcessEvent;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
import io.vertx.core.json.JsonObject;

/** Tells of processes, and of what is wrong with them, as events. */
final class ProcessNews {
  private ProcessNews() {}

  static void tell(EventLog events, ProcessEvent event) {
    switch (event) {
      case ProcessEvent.OfOne one -> tell(events, one);
      case ProcessEvent.OrphansEnded(var orphans) ->
          events.publish("processes.orphans-ended", ProcessJson.of(orphans).getMap());
    }
  }

  private static void tell(EventLog events, ProcessEvent.OfOne event) {
    JsonObject data =
        new JsonObject()
            .put("id", event.process().id())
            .put("name", event.process().spec().name())
            .put("process", ProcessJson.of(event.process()));
    String name =
        switch (event) {
          case ProcessEvent.Started _ -> "process.started";
          case ProcessEvent.Restarted _ -> "process.restarted";
          case ProcessEvent.Stopped _ -> "process.stopped";
          case ProcessEvent.Crashed(_, var how) -> {
            data.put("reason", ProcessJson.of(how));
            yield "process.crashed";
          }
          case ProcessEvent.Failed(_, var how) -> {
            data.put("reason", ProcessJson.of(how));
            yield "process.failed";
          }
          case ProcessEvent.HealthChanged(_, String probe, boolean good, String detail) -> {
            data.put("probe", probe).put("good", good).put("detail", detail);
            yield "process.health-changed";
          }
          case ProcessEvent.LimitExceeded(_, var violation) -> {
            data.mergeIn(VitalsJson.of(violation));
            yield "process.limit-exceeded";
          }
          case ProcessEvent.KilledForMemory(_, int count) -> {
            data.put("count", count);
            yield "process.killed-for-memory";
          }
          case ProcessEvent.Paced(_, var pace) ->
              switch (pace) {
                case NORMAL -> "process.resumed";
                case SLOWED -> "process.slowed";
                case PAUSED -> "process.paused";
              };
          case ProcessEvent.Changed _ -> "process.changed";
          case ProcessEvent.Removed _ -> "process.removed";
          case ProcessEvent.Message(_, String json) -> {
            data.put("message", ProcessJson.message(json));
            yield "process.message-received";
          }
        };
    events.publish(name, data.getMap());
  }

  static void tell(EventLog events, AlertChange change) {
    switch (change) {
      case AlertChange.Raised(Alert alert) ->
          events.publish("alert.raised", AlertJson.of(alert).getMap());
      case AlertChange.Cleared cleared ->
          events.publish("alert.cleared", AlertJson.of(cleared).getMap());
    }
  }
}
