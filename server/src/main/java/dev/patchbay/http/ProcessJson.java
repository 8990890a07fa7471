package dev.patchbay.http;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.processes.ErrorCounts;
import dev.patchbay.processes.GuestInfo;
import dev.patchbay.processes.Orphan;
import dev.patchbay.processes.ProcessInfo;
import dev.patchbay.processes.RunResult;
import dev.patchbay.processes.Waiting;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.lifecycle.Category;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.output.OutputLine;
import dev.patchbay.processes.registry.End;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.Restart;
import dev.patchbay.terminals.TerminalInfo;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Processes and what is told of them, as JSON. */
public final class ProcessJson {
  private ProcessJson() {}

  public static JsonObject of(ProcessInfo process) {
    ProcessSpec spec = process.spec();
    return new JsonObject()
        .put("id", process.id())
        .put("name", spec.name())
        .put("kind", lower(spec.kind()))
        .put("tags", new JsonArray(spec.place().tags()))
        .put("priority", lower(spec.place().priority()))
        .put("dependsOn", dependencies(spec))
        .put("command", new JsonArray(spec.run().command()))
        .put("cwd", spec.run().cwd().orElse(null))
        .put("declared", process.declared())
        .put("wanted", process.wanted())
        .put("state", process.state())
        .put("status", process.status())
        .put("waiting", process.waiting().map(ProcessJson::waiting).orElse(null))
        .put("pid", process.pid() == 0 ? null : process.pid())
        .put("generation", process.generation())
        .put("restarts", process.restarts())
        .put("backOff", backOff(process))
        .put("breaker", breaker(process.retrying().breaker()))
        .put("restart", lower(spec.restart().rules().policy()))
        .put("crash", process.last().crash().orElse(null))
        .put("exit", process.last().exit().map(ProcessJson::of).orElse(null))
        .put("errors", errors(process.last().errors()))
        .put("idle", process.idle().isPresent())
        .put("idleSeconds", process.idle().map(Duration::toSeconds).orElse(null))
        .put("health", VitalsJson.health(process))
        .put("readiness", process.readiness().map(VitalsJson::probe).orElse(null))
        .put("usage", process.usage().map(VitalsJson::usage).orElse(null))
        .put("limits", limits(process.limits()))
        .put("adopted", process.adopted())
        .put("pace", lower(process.pace()))
        .put("createdAt", process.createdAt().toString())
        .put("startedAt", process.startedAt().map(Instant::toString).orElse(null))
        .put("uptimeSeconds", process.uptime().map(Duration::toSeconds).orElse(null));
  }

  /** What runs in a terminal, beside the processes that are supervised. */
  static JsonObject of(TerminalInfo terminal, GuestInfo vitals) {
    boolean runs = terminal.exit() == null;
    return new JsonObject()
        .put("id", terminal.id())
        .put("name", terminal.name())
        .put("kind", "terminal")
        .put("tags", new JsonArray(terminal.tags()))
        .put("command", new JsonArray(terminal.command()))
        .put("cwd", terminal.cwd())
        .put("state", runs ? "running" : "stopped")
        .put("status", runs ? "Running" : "Stopped")
        .put("exit", exit(terminal.exit()))
        .put("pid", runs ? terminal.pid() : null)
        .put("generation", 1)
        .put("restarts", 0)
        .put("health", VitalsJson.health(vitals))
        .put("usage", vitals.usage().map(VitalsJson::usage).orElse(null))
        .put("createdAt", terminal.createdAt().toString())
        .put("startedAt", terminal.createdAt().toString())
        .put("uptimeSeconds", runs ? terminal.age().toSeconds() : null);
  }

  private static JsonObject waiting(Waiting waiting) {
    return new JsonObject()
        .put("reason", lower(waiting.reason()))
        .put("place", waiting.place() == 0 ? null : waiting.place())
        .put("text", "waits " + waiting.text())
        .put("since", waiting.since().time().toString());
  }

  private static JsonObject backOff(ProcessInfo process) {
    Restart restart = process.spec().restart();
    return new JsonObject()
        .put("failures", process.retrying().failures())
        .put("maxRestarts", restart.rules().maxRestarts())
        .put("delayMillis", restart.backOff().first().toMillis())
        .put("maxDelayMillis", restart.backOff().longest().toMillis())
        .put(
            "nextStartMillis", process.retrying().untilNext().map(Duration::toMillis).orElse(null));
  }

  private static JsonObject breaker(Breaker breaker) {
    return switch (breaker) {
      case Breaker.Closed() -> new JsonObject().put("state", "closed").putNull("trial");
      case Breaker.Open _ -> new JsonObject().put("state", "open").putNull("trial");
      case Breaker.HalfOpen(int _, var trial) ->
          new JsonObject().put("state", "half-open").put("trial", trial.orElse(null));
    };
  }

  private static JsonObject errors(ErrorCounts errors) {
    JsonObject object = new JsonObject().put("total", errors.total());
    for (Category category : Category.values()) {
      object.put(category.key(), errors.byCategory().getOrDefault(category, 0));
    }
    errors
        .latest()
        .ifPresent(latest ->
            object.put(
                "latest",
                new JsonObject()
                    .put("category", latest.category().key())
                    .put("detail", latest.detail())
                    .put("time", latest.at().toString())));
    return object;
  }

  private static JsonObject dependencies(ProcessSpec spec) {
    JsonObject dependencies = new JsonObject();
    spec.place().dependsOn().forEach((name, condition) -> dependencies.put(name, lower(condition)));
    return dependencies;
  }

  private static JsonObject limits(List<LimitReport> reports) {
    JsonObject limits = new JsonObject();
    for (LimitReport report : reports) {
      JsonObject limit =
          new JsonObject()
              .put("max", report.limit().text())
              .put("action", lower(report.limit().action()))
              .put("hold", lower(report.hold()))
              .put("by", report.by());
      if (!report.limit().on().isEmpty()) {
        JsonObject on = new JsonObject();
        report.limit().on().forEach((severity, action) -> on.put(lower(severity), lower(action)));
        limit.put("on", on);
      }
      limits.put(report.name().key(), limit);
    }
    return limits;
  }

  /** What outlived those who had started it. */
  public static JsonObject of(List<Orphan> orphans) {
    JsonArray processes = new JsonArray();
    for (Orphan orphan : orphans) {
      processes.add(
          new JsonObject()
              .put("pid", orphan.pid())
              .put("command", orphan.command())
              .put("process", orphan.process().orElse(null))
              .put("by", orphan.by()));
    }
    return new JsonObject().put("processes", processes);
  }

  /** Why it ended. */
  public static JsonObject of(Ending ending) {
    return switch (ending) {
      case Ending.Code(int code) -> new JsonObject().put("type", "exit-code").put("code", code);
      case Ending.Signal(String name, boolean dumped) ->
          new JsonObject().put("type", "signal").put("signal", name).put("coreDumped", dumped);
      case Ending.Limit(String limit, String value) ->
          new JsonObject().put("type", "resource-limit").put("limit", limit).put("value", value);
      case Ending.TimedOut(Duration after) ->
          new JsonObject().put("type", "timeout").put("afterMillis", after.toMillis());
      case Ending.Unhealthy(String reason) ->
          new JsonObject().put("type", "health").put("detail", reason);
      case Ending.Daemonized(String left) ->
          new JsonObject().put("type", "daemonized").put("detail", left);
      case Ending.NotStarted(String code, String detail, _) ->
          new JsonObject().put("type", "error").put("code", code).put("detail", detail);
      case Ending.Unknown(String reason) ->
          new JsonObject().put("type", "unknown").put("detail", reason);
    };
  }

  /** What became of a command that somebody waited for. */
  static JsonObject of(RunResult.Ended run) {
    return new JsonObject()
        .put("exit", of(run.result().ending()))
        .put("output", run.result().output())
        .put("cut", run.result().isCut())
        .put("durationMillis", run.lasted().toMillis())
        .put(
            "usage",
            new JsonObject()
                .put("cpuMillis", run.resources().cpu().toMillis())
                .put(
                    "peakMemory", run.peakBytes().isPresent() ? run.peakBytes().getAsLong() : null))
        .put("limits", limits(run.limits()));
  }

  /** How a terminal's program ended. */
  private static @Nullable JsonObject exit(@Nullable ExitStatus status) {
    return switch (status) {
      case null -> null;
      case ExitStatus.Exited(int code) -> of(new Ending.Code(code));
      case ExitStatus.Killed(String signal, boolean dumped) ->
          of(new Ending.Signal(signal, dumped));
      case ExitStatus.Unknown(String reason) -> of(new Ending.Unknown(reason));
    };
  }

  static JsonObject of(OutputLine line) {
    JsonObject json =
        new JsonObject()
            .put("time", line.time().toString())
            .put("stream", lower(line.source()))
            .put("text", line.text());
    return switch (line.end()) {
      case WHOLE -> json;
      case CUT -> json.put("cut", true);
      case OPEN -> json.put("open", true);
    };
  }

  static JsonObject of(Incarnation incarnation) {
    return new JsonObject()
        .put("id", incarnation.id())
        .put("name", incarnation.name())
        .put("kind", incarnation.kind())
        .put("tags", new JsonArray(incarnation.tags()))
        .put("command", new JsonArray(incarnation.command()))
        .put("cwd", incarnation.cwd().isEmpty() ? null : incarnation.cwd())
        .put("generation", incarnation.generation())
        .put("pid", incarnation.pid() == 0 ? null : incarnation.pid())
        .put("state", incarnation.endedAt().isEmpty() ? "running" : "ended")
        .put("startedAt", incarnation.startedAt().toString())
        .put("endedAt", incarnation.endedAt().map(Instant::toString).orElse(null))
        .put("priority", incarnation.priority())
        .put("outcome", incarnation.outcome().orElse(null))
        .put("exit", incarnation.end().flatMap(End::how).map(ProcessJson::of).orElse(null));
  }

  /** What a program sent; as text where it is no JSON. */
  public static @Nullable Object message(String json) {
    try {
      return Json.decodeValue(json);
    } catch (DecodeException e) {
      return json;
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
