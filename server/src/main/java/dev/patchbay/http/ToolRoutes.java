package dev.patchbay.http;

import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.launch.LaunchRequest;
import dev.patchbay.launch.LaunchResult;
import dev.patchbay.launch.ScriptResult;
import dev.patchbay.launch.Tools;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls on tools. */
final class ToolRoutes {
  private final Tools tools;
  private final Blocking blocking;

  /** The newest list as it was sent last; replaced by whoever finds it old. */
  private volatile Encoded encoded = new Encoded(null, Buffer.buffer());

  private record Encoded(@Nullable Snapshot of, Buffer json) {}

  ToolRoutes(Tools tools, Blocking blocking) {
    this.tools = tools;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    with(context, look(context), snapshot -> Replies.json(context, 200, encode(snapshot)));
  }

  private CompletableFuture<Snapshot> look(RoutingContext context) {
    if (isAsked(context, "updates")) {
      return isAsked(context, "refresh")
          ? tools.refresh().thenCompose(_ -> tools.checkUpdates())
          : tools.checkUpdates();
    }
    return isAsked(context, "refresh") ? tools.refresh() : tools.present();
  }

  private static boolean isAsked(RoutingContext context, String parameter) {
    return Input.of(context).find(parameter).filter("true"::equals).isPresent();
  }

  @SuppressWarnings(
      "ReferenceEquality") // Telling two snapshots apart takes longer than writing one.
  private Buffer encode(Snapshot snapshot) {
    Encoded latest = encoded;
    if (latest.of() != snapshot) {
      latest = new Encoded(snapshot, ToolJson.all(snapshot).toBuffer());
      encoded = latest;
    }
    return latest.json();
  }

  void get(RoutingContext context) {
    String id = Input.of(context).text("id");
    with(
        context,
        tools.present(),
        snapshot -> {
          Optional<ToolReport> report = snapshot.find(id);
          if (report.isEmpty()) {
            unknown(context, id);
          } else {
            describe(context, report.get(), snapshot);
          }
        });
  }

  private void describe(RoutingContext context, ToolReport report, Snapshot snapshot) {
    blocking.run(
        context,
        () ->
            ToolJson.detailed(
                report, tools.installing(report, snapshot), tools.updating(report, snapshot)),
        json -> Replies.json(context, 200, json));
  }

  void launch(RoutingContext context) {
    JsonObject body = Input.of(context).body();
    LaunchRequest request =
        new LaunchRequest(
            Input.of(context).text("id"),
            body.getString("cwd"),
            texts(body.getJsonArray("args", new JsonArray())),
            body.getInteger("cols"),
            body.getInteger("rows"),
            body.getBoolean("confirm", false));
    run(context, 201, () -> tools.launch(request));
  }

  void install(RoutingContext context) {
    String id = Input.of(context).text("id");
    JsonObject body = Input.of(context).body();
    run(context, 202, () -> tools.install(id, body.getString("recipe"), body.getString("sha256")));
  }

  void update(RoutingContext context) {
    String id = Input.of(context).text("id");
    String recipe = Input.of(context).body().getString("recipe");
    run(context, 202, () -> tools.update(id, recipe));
  }

  void script(RoutingContext context) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () -> tools.script(id),
        result -> {
          switch (result) {
            case ScriptResult.Shown(String url, String sha256, String text) ->
                Replies.json(
                    context,
                    200,
                    new JsonObject().put("url", url).put("sha256", sha256).put("text", text));
            case ScriptResult.UnknownTool(String unknown) -> unknown(context, unknown);
            case ScriptResult.NoScript(String detail) ->
                Problem.of(409, "no-script", detail).send(context.response());
          }
        });
  }

  private void run(RoutingContext context, int status, Supplier<LaunchResult> work) {
    blocking.run(context, work, result -> answer(context, status, result));
  }

  private static void answer(RoutingContext context, int status, LaunchResult result) {
    switch (result) {
      case LaunchResult.Started(var terminal) ->
          TerminalRoutes.answerOpened(context, status, terminal);
      case LaunchResult.UnknownTool(String id) -> unknown(context, id);
      case LaunchResult.Conflict(String code, String detail) ->
          Problem.of(409, code, detail).send(context.response());
      case LaunchResult.Refused(String code, String detail) ->
          Problem.of(422, code, detail).send(context.response());
      case LaunchResult.NotOpened(var opening) -> TerminalRoutes.answer(context, opening);
    }
  }

  private static void unknown(RoutingContext context, String id) {
    Problem.of(404, "unknown-tool", "There is no tool \"" + id + "\" in the catalogue.")
        .send(context.response());
  }

  /** Answers on the request's event loop when the future is complete. */
  private static void with(
      RoutingContext context, CompletableFuture<Snapshot> future, Consumer<Snapshot> action) {
    if (future.isDone() && !future.isCompletedExceptionally()) {
      action.accept(future.join());
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    var _ =
        future.whenComplete((snapshot, failure) ->
            eventLoop.runOnContext(_ -> {
              if (failure != null) {
                context.fail(failure);
              } else if (!context.response().ended()) {
                action.accept(snapshot);
              }
            }));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }
}
