package dev.patchbay.http;

import dev.patchbay.terminals.OpenRequest;
import dev.patchbay.terminals.OpenResult;
import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.TerminalInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls on terminals. */
final class TerminalRoutes {
  private final KnownTerminals terminals;
  private final Blocking blocking;

  TerminalRoutes(KnownTerminals terminals, Blocking blocking) {
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    JsonArray all = new JsonArray();
    terminals.all().list().forEach(terminal -> all.add(TerminalJson.of(terminal)));
    Replies.json(context, 200, new JsonObject().put("terminals", all));
  }

  void open(RoutingContext context) {
    OpenRequest request = request(Input.of(context).body());
    blocking.run(context, () -> terminals.all().open(request), result -> answer(context, result));
  }

  void runAgain(RoutingContext context) {
    String id = Input.of(context).text("id");
    JsonObject size = Input.of(context).body();
    blocking.run(
        context,
        () -> terminals.all().openAgain(id, size.getInteger("cols"), size.getInteger("rows")),
        result ->
            result.ifPresentOrElse(
                opened -> answer(context, opened),
                () -> Problem.unknownTerminal(id).send(context.response())));
  }

  static void answer(RoutingContext context, OpenResult result) {
    switch (result) {
      case OpenResult.Opened opened -> answerOpened(context, 201, opened.terminal());
      case OpenResult.Invalid(String code, String pointer, String detail) ->
          Problem.at(400, code, pointer, detail).send(context.response());
      case OpenResult.Forbidden(String code, String pointer, String detail) ->
          Problem.at(422, code, pointer, detail).send(context.response());
      case OpenResult.Full(String detail) ->
          Problem.of(429, "at-capacity", detail).send(context.response());
      case OpenResult.NotSupported(String detail) ->
          Problem.notSupported(detail).send(context.response());
      case OpenResult.Stopping() ->
          Problem.of(503, "stopping", "The hub is shutting down.").send(context.response());
    }
  }

  static void answerOpened(RoutingContext context, int status, TerminalInfo terminal) {
    context.response().putHeader("Location", "/api/terminals/" + terminal.id());
    Replies.json(context, status, TerminalJson.of(terminal));
  }

  void get(RoutingContext context) {
    terminals.with(
        context,
        terminal ->
            blocking.run(
                context,
                terminal::foreground,
                foreground ->
                    Replies.json(context, 200, TerminalJson.of(terminal.info(), foreground))));
  }

  void change(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    terminals.with(
        context,
        terminal ->
            blocking.run(
                context,
                () -> changed(terminal, body),
                info -> Replies.json(context, 200, TerminalJson.of(info))));
  }

  private static TerminalInfo changed(Terminal terminal, JsonObject body) {
    if (body.containsKey("name")) {
      terminal.rename(body.getString("name"));
    }
    if (body.containsKey("tags")) {
      terminal.tag(texts(body.getJsonArray("tags")));
    }
    if (body.containsKey("cols") || body.containsKey("rows")) {
      terminal.resize(
          body.getInteger("cols", terminal.info().cols()),
          body.getInteger("rows", terminal.info().rows()));
    }
    return terminal.info();
  }

  void signal(RoutingContext context) {
    Optional<SignalName> signal = SignalName.of(context);
    if (signal.isEmpty()) {
      return;
    }
    terminals.with(
        context,
        terminal ->
            blocking.run(
                context,
                () -> signal.get().send(terminal),
                result -> {
                  switch (result) {
                    case DONE ->
                        Replies.json(context, 200, new JsonObject().put("result", "success"));
                    case ALREADY_ENDED ->
                        Problem.of(409, "already-stopped", "The program has ended already.")
                            .send(context.response());
                  }
                }));
  }

  void delete(RoutingContext context) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () -> terminals.all().close(id),
        closed -> {
          if (closed) {
            Replies.empty(context);
          } else {
            Problem.unknownTerminal(id).send(context.response());
          }
        });
  }

  private static OpenRequest request(JsonObject body) {
    Map<String, String> env = new HashMap<>();
    body.getJsonObject("env", new JsonObject())
        .forEach(entry -> env.put(entry.getKey(), (String) entry.getValue()));
    JsonArray command = body.getJsonArray("command");
    return new OpenRequest(
        command == null ? null : texts(command),
        body.getString("cwd"),
        env,
        false,
        body.getInteger("cols"),
        body.getInteger("rows"),
        body.getString("name"),
        body.getBoolean("shellIntegration"),
        body.getBoolean("hold", false),
        texts(body.getJsonArray("tags", new JsonArray())));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
