package dev.patchbay.http;

import dev.patchbay.config.ConfigException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** The configuration file while the hub runs. */
record ConfigRoutes(Supplier<Reloaded> reload, Blocking blocking) {
  private sealed interface Result {
    record Done(Reloaded taken) implements Result {}

    record Refused(String reason) implements Result {}
  }

  void reload(RoutingContext context) {
    blocking.<Result>run(
        context,
        () -> {
          try {
            return new Result.Done(reload.get());
          } catch (ConfigException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
          }
        },
        result -> {
          switch (result) {
            case Result.Done(Reloaded(var changes, var waiting, var atNextStart)) ->
                Replies.json(
                    context,
                    200,
                    new JsonObject()
                        .put("changes", new JsonArray(changes))
                        .put("waiting", new JsonArray(waiting))
                        .put("atNextStart", new JsonArray(atNextStart)));
            case Result.Refused(String reason) ->
                Problem.of(400, "invalid-configuration", reason).send(context.response());
          }
        });
  }
}
