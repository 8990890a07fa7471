package dev.patchbay.http;

import dev.patchbay.bounded.UserPattern;
import dev.patchbay.config.Quantities;
import dev.patchbay.terminals.ScreenWait;
import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.Typed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script or an agent needs to drive a terminal: read its screen, type, wait. */
final class ScreenRoutes {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final KnownTerminals terminals;
  private final Blocking blocking;

  ScreenRoutes(KnownTerminals terminals, Blocking blocking) {
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void screen(RoutingContext context) {
    Input input = Input.of(context);
    int scrollback = input.count("scrollback", 0);
    String format = input.find("format").map(String.class::cast).orElse("text");
    terminals.with(
        context,
        terminal -> {
          switch (format) {
            case "json" ->
                blocking.run(
                    context,
                    () -> ScreenJson.of(terminal.read(screen -> screen.contents(scrollback))),
                    json -> Replies.json(context, 200, json));
            case "ansi" ->
                blocking.run(
                    context,
                    () -> terminal.read(screen -> screen.ansi(scrollback)),
                    text -> Replies.text(context, text));
            default ->
                blocking.run(
                    context,
                    () -> terminal.read(screen -> screen.text(scrollback)),
                    text -> Replies.text(context, text));
          }
        });
  }

  void keys(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    String text = body.getString("text", "");
    List<String> keys =
        body.getJsonArray("keys", new JsonArray()).stream().map(String.class::cast).toList();
    terminals.with(
        context,
        terminal ->
            blocking.run(
                context, () -> terminal.type(text, keys), typed -> answer(context, typed)));
  }

  private static void answer(RoutingContext context, Typed typed) {
    switch (typed) {
      case Typed.Taken(int bytes) ->
          Replies.json(context, 200, new JsonObject().put("bytes", bytes));
      case Typed.UnknownKey(int index, String name) ->
          Problem.at(400, "unknown-key", "/keys/" + index, "There is no key \"" + name + "\".")
              .send(context.response());
      case Typed.NotTaken() ->
          Problem.of(
                  409,
                  "input-refused",
                  "Nothing was typed: the program has ended, or has not read what it was given"
                      + " before.")
              .send(context.response());
    }
  }

  void await(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    @Nullable UserPattern pattern;
    try {
      pattern = pattern(body);
    } catch (IllegalArgumentException e) {
      Problem.at(400, "malformed-pattern", "/match", String.valueOf(e.getMessage()))
          .send(context.response());
      return;
    }
    ScreenWait wait;
    try {
      Duration timeout = Quantities.duration(body.getString("timeout"));
      if (timeout.compareTo(LONGEST_WAIT) > 0) {
        Problem.at(400, "malformed-request", "/timeout", "This is more than 10m.")
            .send(context.response());
        return;
      }
      wait = new ScreenWait(pattern, "exited".equals(body.getString("state")), timeout);
    } catch (IllegalArgumentException e) {
      Problem.at(400, "malformed-request", "/timeout", String.valueOf(e.getMessage()))
          .send(context.response());
      return;
    }
    context.response().closeHandler(_ -> wait.cancel());
    terminals.with(
        context,
        terminal ->
            blocking.run(
                context, () -> terminal.await(wait), result -> answer(context, terminal, result)));
  }

  private static @Nullable UserPattern pattern(JsonObject body) {
    String match = body.getString("match");
    return match == null ? null : UserPattern.ofLines(match);
  }

  private static void answer(RoutingContext context, Terminal terminal, ScreenWait.Result result) {
    JsonObject answer =
        switch (result) {
          case ScreenWait.Result.Met(String screen) -> outcome("matched", screen);
          case ScreenWait.Result.TimedOut(String screen) -> outcome("timeout", screen);
          case ScreenWait.Result.Ended(_, String screen) -> outcome("exited", screen);
        };
    Replies.json(context, 200, answer.put("terminal", TerminalJson.of(terminal.info())));
  }

  private static JsonObject outcome(String result, String screen) {
    return new JsonObject().put("result", result).put("screen", screen);
  }
}
