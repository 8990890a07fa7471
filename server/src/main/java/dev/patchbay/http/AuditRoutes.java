package dev.patchbay.http;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The calls on the audit log.
 *
 * @param pool reads its files
 */
record AuditRoutes(AuditLog log, BlockingPool pool, Blocking blocking) {
  private static final int USUAL_COUNT = 200;

  void list(RoutingContext context) {
    Input input = Input.of(context);
    Instant since;
    try {
      since = Instant.parse(text(input, "since", Instant.EPOCH.toString()));
    } catch (DateTimeParseException e) {
      Problem.at(400, "malformed-request", "since", "must be a time such as 2026-01-31T12:00:00Z")
          .send(context.response());
      return;
    }
    String who = text(input, "who", "");
    String action = text(input, "action", "");
    int limit = input.count("limit", USUAL_COUNT);
    blocking.run(
        context,
        () ->
            find(
                entry ->
                    !entry.time().isBefore(since)
                        && entry.actor().who().startsWith(who)
                        && (action.isEmpty() || entry.action().equals(action)),
                limit),
        entries -> {
          JsonArray json = new JsonArray();
          entries.forEach(entry -> json.add(new JsonObject(entry.fields())));
          Replies.json(context, 200, new JsonObject().put("entries", json));
        });
  }

  private static String text(Input input, String parameter, String absent) {
    return input.find(parameter).map(String.class::cast).orElse(absent);
  }

  private List<AuditEntry> find(Predicate<AuditEntry> fits, int limit) {
    try {
      return pool.call(log.path(), () -> log.find(fits, limit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
