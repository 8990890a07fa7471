package dev.patchbay.http;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.terminals.Foreground;
import dev.patchbay.terminals.Happening;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.attention.Attention;
import dev.patchbay.terminals.attention.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Terminals and what happens to them, as JSON. */
public final class TerminalJson {
  private TerminalJson() {}

  public static JsonObject of(TerminalInfo terminal) {
    return new JsonObject()
        .put("id", terminal.id())
        .put("name", terminal.name())
        .put("command", new JsonArray(terminal.command()))
        .put("cwd", terminal.cwd())
        .put("folder", terminal.folder())
        .put("pid", terminal.pid())
        .put("cols", terminal.cols())
        .put("rows", terminal.rows())
        .put("state", terminal.exit() == null ? "running" : "exited")
        .put("exit", exit(terminal.exit()))
        .put("title", terminal.title())
        .put("attention", attention(terminal.attention()))
        .put("call", call(terminal.call()))
        .put("viewers", terminal.viewers())
        .put("createdAt", terminal.createdAt().toString())
        .put("tags", new JsonArray(terminal.tags()))
        .put("offset", terminal.offset());
  }

  /** The same with what runs in front, which is looked at only when asked for. */
  static JsonObject of(TerminalInfo terminal, Foreground foreground) {
    JsonObject json = of(terminal);
    return switch (foreground) {
      case Foreground.Started() -> json;
      case Foreground.Job(int pid, String command) ->
          json.put(
              "foreground",
              new JsonObject().put("pid", pid).put("command", command.isEmpty() ? null : command));
      case Foreground.Unknown() ->
          json.put("foreground", new JsonObject().putNull("pid").putNull("command"));
    };
  }

  private static @Nullable JsonObject attention(@Nullable Attention attention) {
    return attention == null
        ? null
        : new JsonObject()
            .put("state", word(attention.state()))
            .put("kind", attention.kind() == null ? null : word(attention.kind()))
            .put("source", word(attention.source()))
            .put("since", attention.since().toString())
            .put("message", attention.message())
            .put("progress", attention.progress());
  }

  private static @Nullable JsonObject call(@Nullable Call call) {
    return call == null
        ? null
        : new JsonObject()
            .put("source", word(call.source()))
            .put("since", call.since().toString())
            .put("message", call.message());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable JsonObject exit(@Nullable ExitStatus status) {
    return switch (status) {
      case null -> null;
      case ExitStatus.Exited(int code) -> new JsonObject().put("code", code).putNull("signal");
      case ExitStatus.Killed(String signal, boolean dumped) ->
          new JsonObject().putNull("code").put("signal", signal);
      case ExitStatus.Unknown(String reason) -> new JsonObject().putNull("code").putNull("signal");
    };
  }

  /** The payload of an EVENT frame. */
  static JsonObject of(Happening happening) {
    return switch (happening) {
      case Happening.Exited(ExitStatus status) -> {
        JsonObject exit = exit(status);
        yield typed("exit").mergeIn(exit == null ? new JsonObject() : exit);
      }
      case Happening.Resized(int cols, int rows) ->
          typed("resize").put("cols", cols).put("rows", rows);
      case Happening.Scrollback(int lines) -> typed("scrollback").put("lines", lines);
      case Happening.Titled(String title) -> typed("title").put("title", title);
      case Happening.Bell() -> typed("bell");
      case Happening.Audience(int viewers) -> typed("viewers").put("viewers", viewers);
      case Happening.Remark(String code, String detail) ->
          typed("notice").put("code", code).put("detail", detail);
    };
  }

  private static JsonObject typed(String type) {
    return new JsonObject().put("type", type);
  }
}
