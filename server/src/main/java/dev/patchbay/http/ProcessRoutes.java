package dev.patchbay.http;

import dev.patchbay.processes.CreateResult;
import dev.patchbay.processes.ProcessInfo;
import dev.patchbay.processes.Processes;
import dev.patchbay.processes.RunResult;
import dev.patchbay.processes.Wish;
import dev.patchbay.processes.WishResult;
import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.Terminals;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The calls that do something with processes; {@link ProcessViews} has those that look. */
final class ProcessRoutes {
  private final Supplier<Processes> processes;
  private final Terminals terminals;
  private final Blocking blocking;

  /**
   * @param processes may have to be waited for
   */
  ProcessRoutes(Supplier<Processes> processes, Terminals terminals, Blocking blocking) {
    this.processes = processes;
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void create(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    blocking.run(
        context,
        () -> processes.get().create(PlainJson.of(body)),
        result -> answer(context, result));
  }

  private static void answer(RoutingContext context, CreateResult result) {
    switch (result) {
      case CreateResult.Created(ProcessInfo process) -> {
        context.response().putHeader("Location", "/api/processes/" + process.id());
        Replies.json(context, 201, ProcessJson.of(process));
      }
      case CreateResult.Invalid(String pointer, String detail) ->
          Problem.at(400, "malformed-request", pointer, detail).send(context.response());
      case CreateResult.NameTaken(String detail) ->
          Problem.at(409, "name-taken", "/name", detail).send(context.response());
      case CreateResult.Forbidden(String code, String pointer, String detail) ->
          Problem.at(422, code, pointer, detail).send(context.response());
      case CreateResult.Full(String detail) ->
          Problem.of(429, "at-capacity", detail).send(context.response());
      case CreateResult.Stopping() -> stopping(context);
    }
  }

  /** Runs a command, and ends it if nobody waits for its answer any more. */
  void run(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    CompletableFuture<Object> abandoned = new CompletableFuture<>();
    context.response().closeHandler(_ -> abandoned.complete(true));
    Optional<String> stdin = Optional.ofNullable((String) body.remove("stdin"));
    blocking.run(
        context,
        () -> processes.get().run(PlainJson.of(body), stdin, abandoned),
        result -> answer(context, result));
  }

  private static void answer(RoutingContext context, RunResult result) {
    switch (result) {
      case RunResult.Ended ended -> Replies.json(context, 200, ProcessJson.of(ended));
      case RunResult.Invalid(String pointer, String detail) ->
          Problem.at(400, "malformed-request", pointer, detail).send(context.response());
      case RunResult.Forbidden(String code, String pointer, String detail) ->
          Problem.at(422, code, pointer, detail).send(context.response());
      case RunResult.Full(String detail) ->
          Problem.of(429, "at-capacity", detail).send(context.response());
      case RunResult.Stopping() -> stopping(context);
    }
  }

  private static void stopping(RoutingContext context) {
    Problem.of(503, "stopping", "The hub is shutting down.").send(context.response());
  }

  void start(RoutingContext context) {
    wish(context, Wish.START);
  }

  void stop(RoutingContext context) {
    wish(context, Wish.STOP);
  }

  void restart(RoutingContext context) {
    wish(context, Wish.RESTART);
  }

  void reset(RoutingContext context) {
    wish(context, Wish.RESET);
  }

  private void wish(RoutingContext context, Wish wish) {
    String id = Input.of(context).text("id");
    blocking.run(
        context, () -> processes.get().wish(id, wish), result -> answer(context, id, result, 202));
  }

  void delete(RoutingContext context) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () -> processes.get().wish(id, Wish.DELETE),
        result -> {
          if (result instanceof WishResult.Taken) {
            Replies.empty(context);
          } else {
            answer(context, id, result, 204);
          }
        });
  }

  private static void answer(RoutingContext context, String id, WishResult result, int status) {
    switch (result) {
      case WishResult.Taken(ProcessInfo process) ->
          Replies.json(context, status, ProcessJson.of(process));
      case WishResult.Done() ->
          Replies.json(context, status, new JsonObject().put("result", "success"));
      case WishResult.Unknown() -> Problem.unknownProcess(id).send(context.response());
      case WishResult.Full(String detail) ->
          Problem.of(429, "at-capacity", detail).send(context.response());
      case WishResult.Conflict(String code, String detail) ->
          Problem.of(409, code, detail).send(context.response());
      case WishResult.Stopping() -> stopping(context);
    }
  }

  void signal(RoutingContext context) {
    Input input = Input.of(context);
    String id = input.text("id");
    SignalName.of(context)
        .ifPresent(signal ->
            blocking.run(
                context, () -> signal(id, signal), result -> answer(context, id, result, 200)));
  }

  private WishResult signal(String id, SignalName signal) {
    return switch (processes.get().signal(id, signal.number())) {
      case WishResult.Taken _ -> new WishResult.Done();
      case WishResult.Unknown unknown ->
          terminals.find(id).map(terminal -> signal(terminal, signal)).orElse(unknown);
      case WishResult other -> other;
    };
  }

  private static WishResult signal(Terminal terminal, SignalName signal) {
    return switch (signal.send(terminal)) {
      case DONE -> new WishResult.Done();
      case ALREADY_ENDED ->
          new WishResult.Conflict("already-stopped", "The program has ended already.");
    };
  }

  /** A whole group; a result for each. */
  void signalGroup(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    String tag = body.getString("tag");
    SignalName.of(context)
        .ifPresent(signal ->
            blocking.run(
                context,
                () -> signalGroup(tag, signal),
                results ->
                    Replies.json(
                        context, 200, new JsonObject().put("results", new JsonArray(results)))));
  }

  private List<JsonObject> signalGroup(String tag, SignalName signal) {
    return Stream.concat(
            processes.get().tagged(tag).stream(),
            terminals.list().stream()
                .filter(terminal -> terminal.tags().contains(tag))
                .map(terminal -> terminal.id()))
        .map(id -> new JsonObject().put("id", id).put("result", word(signal(id, signal))))
        .toList();
  }

  private static String word(WishResult result) {
    return switch (result) {
      case WishResult.Taken _, WishResult.Done _ -> "success";
      case WishResult.Unknown _ -> "unknown-process";
      case WishResult.Full _ -> "at-capacity";
      case WishResult.Conflict(String code, _) -> code;
      case WishResult.Stopping _ -> "stopping";
    };
  }

  void message(RoutingContext context) {
    Input input = Input.of(context);
    String id = input.text("id");
    String json = Json.encode(input.body().getValue("message"));
    blocking.run(
        context, () -> processes.get().send(id, json), result -> answer(context, id, result, 202));
  }
}
