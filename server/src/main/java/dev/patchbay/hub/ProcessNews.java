package dev.patchbay.hub;

import dev.patchbay.events.EventLog;
import dev.patchbay.http.AlertJson;
import dev.patchbay.http.ProcessJson;
import dev.patchbay.http.VitalsJson;
import dev.patchbay.processes.ProcessEvent;
import dev.patchbay.processes.Words;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
import dev.patchbay.processes.lifecycle.Category;
import dev.patchbay.processes.lifecycle.Ending;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of processes, and of what is wrong with them, as events. */
final class ProcessNews {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessNews.class);

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
    log(event);
    String name =
        switch (event) {
          case ProcessEvent.Created _ -> "process.created";
          case ProcessEvent.Started _ -> "process.started";
          case ProcessEvent.Restarted _ -> "process.restarted";
          case ProcessEvent.Stopped(_, var how, var why) -> {
            data.put("why", why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            how.ifPresent(ending -> data.put("reason", ProcessJson.of(ending)));
            data.put(
                "code",
                how.filter(Ending.Code.class::isInstance)
                    .map(code -> ((Ending.Code) code).code())
                    .orElse(null));
            yield "process.stopped";
          }
          case ProcessEvent.Crashed(_, var how) -> {
            data.put("reason", ProcessJson.of(how)).put("category", Category.of(how).key());
            yield "process.crashed";
          }
          case ProcessEvent.Failed(_, var how) -> {
            data.put("reason", ProcessJson.of(how)).put("category", Category.of(how).key());
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

  /** A line for each start and end, and for what else an operator would look for. */
  private static void log(ProcessEvent.OfOne event) {
    String name = event.process().spec().name();
    int pid = event.process().pid();
    int generation = event.process().generation();
    switch (event) {
      case ProcessEvent.Started _ ->
          LOG.info("{} started: pid {}, incarnation {}", name, pid, generation);
      case ProcessEvent.Restarted _ ->
          LOG.info("{} started again: pid {}, incarnation {}", name, pid, generation);
      case ProcessEvent.Stopped(_, var how, var why) ->
          LOG.info(
              "{} stopped, {}{}",
              name,
              switch (why) {
                case REQUESTED -> "as somebody wished";
                case COMPLETED -> "as it has done its work";
                case HUB_STOPPING -> "as the hub stops";
              },
              how.map(ending -> ": " + Words.of(ending)).orElse(""));
      case ProcessEvent.Crashed(_, var how) -> LOG.warn("{} crashed: {}", name, Words.of(how));
      case ProcessEvent.Failed(_, var how) -> LOG.error("{} failed: {}", name, Words.of(how));
      case ProcessEvent.LimitExceeded(_, var violation) ->
          LOG.warn("{} went over a limit: {}", name, violation.text());
      case ProcessEvent.KilledForMemory(_, int count) ->
          LOG.warn("the kernel killed a child of {} for memory: {} of them now", name, count);
      case ProcessEvent.Created _,
          ProcessEvent.HealthChanged _,
          ProcessEvent.Paced _,
          ProcessEvent.Changed _,
          ProcessEvent.Removed _,
          ProcessEvent.Message _ -> {}
    }
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
