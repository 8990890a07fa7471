package dev.patchbay.http;

import dev.patchbay.config.Quantities;
import dev.patchbay.processes.Processes;
import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.Terminals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The calls that look at processes: those that are supervised, and what runs in terminals. */
final class ProcessViews {
  private static final int USUAL_COUNT = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

  private final Supplier<Processes> processes;
  private final Terminals terminals;
  private final Blocking blocking;

  /**
   * @param processes may have to be waited for
   */
  ProcessViews(Supplier<Processes> processes, Terminals terminals, Blocking blocking) {
    this.processes = processes;
    this.terminals = terminals;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    Input input = Input.of(context);
    blocking.run(
        context,
        () ->
            Stream.concat(
                    processes.get().list().stream().map(ProcessJson::of),
                    terminals.list().stream().map(this::ofTerminal))
                .filter(process -> fits(process, "state", text(input, "state")))
                .filter(process -> fits(process, "kind", text(input, "kind")))
                .filter(process -> fits(process, "name", text(input, "name")))
                .filter(process -> fits(process, "priority", text(input, "priority")))
                .filter(process -> hasTag(process, text(input, "tag")))
                .filter(process -> hasEnded(process, text(input, "exit")))
                .sorted(order(text(input, "sort")))
                .toList(),
        list -> Replies.json(context, 200, page(input, "processes", list, list.size())));
  }

  private JsonObject ofTerminal(TerminalInfo terminal) {
    return ProcessJson.of(terminal, processes.get().guest(terminal.id()));
  }

  private static String text(Input input, String parameter) {
    return input.find(parameter).map(String.class::cast).orElse("");
  }

  private static boolean fits(JsonObject process, String field, String wanted) {
    return wanted.isEmpty() || wanted.equals(process.getString(field));
  }

  private static boolean hasTag(JsonObject process, String tag) {
    return tag.isEmpty() || process.getJsonArray("tags").contains(tag);
  }

  /** By its exit code, the signal or limit that ended it, or how it ended at all. */
  private static boolean hasEnded(JsonObject process, String wanted) {
    JsonObject exit = process.getJsonObject("exit");
    return wanted.isEmpty()
        || (exit != null
            && Stream.of("type", "code", "signal", "limit")
                .map(exit::getValue)
                .anyMatch(value -> wanted.equals(String.valueOf(value))));
  }

  /** A part of a list, and where the next one begins. */
  private static JsonObject page(Input input, String name, List<JsonObject> all, int usualLimit) {
    long offset = input.find("offset").map(number -> (long) number).orElse(0L);
    long limit = input.find("limit").map(number -> (long) number).orElse((long) usualLimit);
    List<JsonObject> part = all.stream().skip(offset).limit(limit).toList();
    long next = offset + part.size();
    return new JsonObject()
        .put(name, new JsonArray(part))
        .put("total", all.size())
        .put("next", next < all.size() ? next : null);
  }

  /** As it comes, which is the oldest first, unless something else is asked for. */
  private static Comparator<JsonObject> order(String sort) {
    return switch (sort) {
      case "name", "state" -> Comparator.comparing(process -> process.getString(sort));
      case "cpu", "memory" -> Comparator.comparingDouble(process -> -figure(process, sort));
      case "restarts" -> Comparator.comparingInt(process -> -process.getInteger(sort));
      default -> (_, _) -> 0;
    };
  }

  private static double figure(JsonObject process, String name) {
    JsonObject usage = process.getJsonObject("usage");
    return usage == null ? 0 : usage.getDouble(name);
  }

  void get(RoutingContext context) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () ->
            processes
                .get()
                .get(id)
                .map(ProcessJson::of)
                .or(() -> terminals.find(id).map(Terminal::info).map(this::ofTerminal)),
        found ->
            found.ifPresentOrElse(
                process -> Replies.json(context, 200, process),
                () -> Problem.unknownProcess(id).send(context.response())));
  }

  /** How it does, looked at now. */
  void check(RoutingContext context) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () -> processes.get().check(id).map(VitalsJson::of),
        found ->
            found.ifPresentOrElse(
                report -> Replies.json(context, 200, report),
                () -> Problem.unknownProcess(id).send(context.response())));
  }

  void checkAll(RoutingContext context) {
    blocking.run(
        context,
        () ->
            new JsonObject()
                .put(
                    "reports",
                    new JsonArray(processes.get().checkAll().stream().map(VitalsJson::of).toList()))
                .put("health", VitalsJson.of(processes.get().health())),
        all -> Replies.json(context, 200, all));
  }

  void output(RoutingContext context) {
    int lines = Input.of(context).count("lines", USUAL_COUNT);
    listOf(
        context,
        "lines",
        id -> processes.get().output(id, lines).map(all -> all.stream().map(ProcessJson::of)));
  }

  void history(RoutingContext context) {
    listOf(
        context,
        "incarnations",
        id -> processes.get().history(id).map(all -> all.stream().map(ProcessJson::of)));
  }

  void crashes(RoutingContext context) {
    listOf(context, "crashes", id -> processes.get().crashes(id).map(List::stream));
  }

  private void listOf(
      RoutingContext context, String name, Function<String, Optional<? extends Stream<?>>> find) {
    String id = Input.of(context).text("id");
    blocking.run(
        context,
        () -> find.apply(id).map(stream -> List.copyOf(stream.toList())),
        found ->
            found.ifPresentOrElse(
                list -> Replies.json(context, 200, new JsonObject().put(name, new JsonArray(list))),
                () -> Problem.unknownProcess(id).send(context.response())));
  }

  /** What it took in the last hour, for drawing it. */
  void series(RoutingContext context) {
    Input input = Input.of(context);
    String id = input.text("id");
    Optional<Duration> last = duration(context, "last", HOUR, HOUR);
    Optional<Duration> step = duration(context, "step", SECOND, LONGEST_STEP);
    if (last.isPresent() && step.isPresent()) {
      blocking.run(
          context,
          () -> processes.get().series(id, last.get(), step.get()),
          found ->
              found.ifPresentOrElse(
                  plot -> Replies.json(context, 200, VitalsJson.of(plot)),
                  () -> Problem.unknownProcess(id).send(context.response())));
    }
  }

  /** Of one second or more; where it cannot be used, that is answered. */
  private static Optional<Duration> duration(
      RoutingContext context, String parameter, Duration absent, Duration longest) {
    String text = text(Input.of(context), parameter);
    try {
      Duration duration = text.isEmpty() ? absent : Quantities.duration(text);
      if (duration.compareTo(SECOND) >= 0 && duration.compareTo(longest) <= 0) {
        return Optional.of(duration);
      }
    } catch (IllegalArgumentException e) {
      // Answered as what is out of range is.
    }
    Problem.at(
            400,
            "malformed-request",
            parameter,
            "must be a duration from 1s to " + longest.toMinutes() + "m")
        .send(context.response());
    return Optional.empty();
  }

  /** Everything that ever ran, as far as it is kept. */
  void allHistory(RoutingContext context) {
    Input input = Input.of(context);
    String since = text(input, "since");
    blocking.run(
        context,
        () ->
            processes.get().history().stream()
                .map(ProcessJson::of)
                .filter(entry -> fits(entry, "name", text(input, "name")))
                .filter(entry -> fits(entry, "state", text(input, "state")))
                .filter(entry -> fits(entry, "kind", text(input, "kind")))
                .filter(entry -> fits(entry, "priority", text(input, "priority")))
                .filter(entry -> hasTag(entry, text(input, "tag")))
                .filter(entry -> hasEnded(entry, text(input, "exit")))
                .filter(
                    entry -> since.isEmpty() || entry.getString("startedAt").compareTo(since) >= 0)
                .toList(),
        list -> Replies.json(context, 200, page(input, "history", list, USUAL_COUNT)));
  }
}
