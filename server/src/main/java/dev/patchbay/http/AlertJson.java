package dev.patchbay.http;

import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
import dev.patchbay.processes.alerts.AlertRule;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Alerts as JSON. */
public final class AlertJson {
  private AlertJson() {}

  public static JsonObject of(Alert alert) {
    AlertRule rule = alert.rule();
    JsonObject object =
        new JsonObject()
            .put("id", alert.id())
            .put("rule", rule.name())
            .put("severity", rule.severity().name().toLowerCase(Locale.ROOT));
    if (!alert.subject().isEmpty()) {
      object.put("process", alert.subject()).put("name", alert.name());
    }
    return object
        .put("text", alert.text())
        .put("value", VitalsJson.number(alert.value()))
        .put("threshold", rule.threshold())
        .put("raisedAt", alert.raisedAt().toString());
  }

  public static JsonObject of(AlertChange.Cleared cleared) {
    return of(cleared.alert()).put("clearedAt", cleared.at().toString());
  }
}
