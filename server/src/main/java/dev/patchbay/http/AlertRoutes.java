package dev.patchbay.http;

import dev.patchbay.processes.Processes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** What is wrong, and what was. */
final class AlertRoutes {
  private final Supplier<Processes> processes;
  private final Blocking blocking;

  /**
   * @param processes may have to be waited for
   */
  AlertRoutes(Supplier<Processes> processes, Blocking blocking) {
    this.processes = processes;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    blocking.run(
        context,
        () ->
            new JsonObject()
                .put(
                    "raised",
                    new JsonArray(processes.get().alerts().stream().map(AlertJson::of).toList()))
                .put(
                    "cleared",
                    new JsonArray(
                        processes.get().pastAlerts().stream().map(AlertJson::of).toList())),
        alerts -> Replies.json(context, 200, alerts));
  }
}
