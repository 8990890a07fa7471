package dev.patchbay.http;

import dev.patchbay.events.EventLog;
import dev.patchbay.events.HubEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The event log as server-sent events. */
final class EventRoutes {
  /** Keeps proxies and browsers from taking a quiet stream for a dead one. */
  private static final long HEARTBEAT_MILLIS = 15_000;

  /**
   * Written at once: with a write for each event, a reader that does not keep up would have the
   * event loop offer the whole queue to its socket each time.
   */
  private static final int PIECE_CHARACTERS = 32 * 1024;

  private final EventLog log;

  /** Distinguishes the numbers of this run of the hub from those of earlier ones. */
  private final String run = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);

  EventRoutes(EventLog log) {
    this.log = log;
  }

  void stream(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.setChunked(true).putHeader("Content-Type", "text/event-stream");
    Replies.drop(response.write("retry: 1000\n\n"));
    Optional<String> last = Input.of(context).find("Last-Event-ID").map(String.class::cast);
    Reader reader = new Reader(context.vertx(), response);
    if (last.isPresent()) {
      reader.resume(last.get());
    } else {
      reader.number = log.lastNumber();
    }
    Runnable unsubscribe = log.onEvent(reader::signal);
    long heartbeat =
        context
            .vertx()
            .setPeriodic(HEARTBEAT_MILLIS, _ -> Replies.drop(response.write(": still here\n\n")));
    response.exceptionHandler(_ -> {});
    response.closeHandler(_ -> {
      unsubscribe.run();
      context.vertx().cancelTimer(heartbeat);
    });
    reader.signal();
  }

  /** One connection; all but {@link #signal} on its event loop. */
  private final class Reader {
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private long number;

    Reader(Vertx vertx, HttpServerResponse response) {
      this.response = response;
      eventLoop = vertx.getOrCreateContext();
      response.drainHandler(_ -> send());
    }

    void resume(String id) {
      String[] parts = id.split("-", 2);
      if (parts.length == 2 && parts[0].equals(run) && parts[1].matches("\\d{1,18}")) {
        number = Long.parseLong(parts[1]);
      } else {
        number = log.lastNumber();
        StringBuilder text = new StringBuilder();
        append(text, "events.lost", new JsonObject().put("reason", "The hub was started anew."));
        Replies.drop(response.write(text.toString()));
      }
    }

    /** Any thread. */
    void signal() {
      if (signalled.compareAndSet(false, true)) {
        eventLoop.runOnContext(_ -> send());
      }
    }

    private void send() {
      signalled.set(false);
      if (response.closed() || response.writeQueueFull()) {
        return;
      }
      EventLog.Batch batch = log.after(number);
      StringBuilder text = new StringBuilder();
      if (batch.missed() > 0) {
        append(text, "events.lost", new JsonObject().put("count", batch.missed()));
      }
      for (HubEvent event : batch.events()) {
        number = event.number();
        append(
            text,
            event.name(),
            new JsonObject()
                .put("time", event.time().toString())
                .mergeIn(new JsonObject(event.data())));
        if (text.length() >= PIECE_CHARACTERS) {
          Replies.drop(response.write(text.toString()));
          text.setLength(0);
          if (response.writeQueueFull()) {
            return;
          }
        }
      }
      if (!text.isEmpty()) {
        Replies.drop(response.write(text.toString()));
      }
    }

    private void append(StringBuilder text, String name, JsonObject data) {
      text.append("id: ").append(run).append('-').append(number);
      text.append("\nevent: ").append(name);
      text.append("\ndata: ").append(data.encode()).append("\n\n");
    }
  }
}
