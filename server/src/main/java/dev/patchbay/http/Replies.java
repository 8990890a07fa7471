package dev.patchbay.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers as the API gives them. */
final class Replies {
  private Replies() {}

  static void json(RoutingContext context, int status, JsonObject body) {
    json(context, status, body.toBuffer());
  }

  /**
   * @param body JSON that is written already
   */
  static void json(RoutingContext context, int status, Buffer body) {
    drop(
        context
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json")
            .end(body));
  }

  static void text(RoutingContext context, String text) {
    drop(context.response().putHeader("Content-Type", "text/plain; charset=utf-8").end(text));
  }

  static void html(RoutingContext context, String page) {
    drop(context.response().putHeader("Content-Type", "text/html; charset=utf-8").end(page));
  }

  static void empty(RoutingContext context) {
    drop(context.response().setStatusCode(204).end());
  }

  /** For a write whose only possible failure is that the other side has gone. */
  static void drop(Future<?> ignored) {
    var _ = ignored;
  }
}
