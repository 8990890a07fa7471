package dev.patchbay.http;

import dev.patchbay.config.Storage;
import dev.patchbay.metrics.Machine;
import dev.patchbay.metrics.PressureStall;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Heartbeats;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NotSupportedException;
import dev.patchbay.processes.Capacity;
import dev.patchbay.processes.Occupancy;
import dev.patchbay.processes.Pace;
import dev.patchbay.processes.ProcessInfo;
import dev.patchbay.processes.Processes;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.Terminals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hub itself. */
final class SystemRoutes {
  /** They have one reason, most of the time. */
  private static final int MOST_UNWRITTEN = 20;

  private final String version;
  private final long startedNanos = System.nanoTime();
  private final Terminals terminals;
  private final Supplier<Processes> processes;
  private final BlockingPool pool;
  private final Heartbeats heartbeats;
  private final Loops loops;
  private final Blocking blocking;

  SystemRoutes(
      String version,
      Terminals terminals,
      Supplier<Processes> processes,
      BlockingPool pool,
      Heartbeats heartbeats,
      Loops loops,
      Blocking blocking) {
    this.loops = loops;
    this.processes = processes;
    this.version = version;
    this.terminals = terminals;
    this.pool = pool;
    this.heartbeats = heartbeats;
    this.blocking = blocking;
  }

  void health(RoutingContext context) {
    Replies.json(context, 200, vitals());
  }

  void system(RoutingContext context) {
    blocking.run(
        context, () -> describe(Machine.read()), system -> Replies.json(context, 200, system));
  }

  private JsonObject vitals() {
    JsonObject vitals =
        new JsonObject()
            .put("status", "up")
            .put("version", version)
            .put("uptimeSeconds", Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds());
    List<String> hanging = heartbeats.hanging();
    return hanging.isEmpty() ? vitals : vitals.put("hanging", new JsonArray(hanging));
  }

  private JsonObject describe(Machine machine) {
    List<TerminalInfo> all = terminals.list();
    long running = all.stream().filter(terminal -> terminal.exit() == null).count();
    JsonObject system =
        vitals()
            .put("pid", ProcessHandle.current().pid())
            .put("cores", machine.cores())
            .put("load", machine.load() < 0 ? null : machine.load())
            .put(
                "memory",
                new JsonObject()
                    .put("total", machine.memoryBytes())
                    .put("available", machine.freeMemoryBytes())
                    .put("hub", machine.hubMemoryBytes()))
            .put("threads", machine.hubThreads())
            .put("blockingCalls", of(pool.load()))
            .put(
                "terminals",
                new JsonObject().put("running", running).put("exited", all.size() - running))
            .put("viewers", all.stream().mapToInt(TerminalInfo::viewers).sum())
            .put("degraded", isDegraded())
            .put("loops", loops());
    try {
      Processes here = processes.get();
      List<ProcessInfo> supervised = here.list();
      long alive = supervised.stream().filter(process -> process.pid() != 0).count();
      return system
          .put("supervision", new JsonObject().put("supported", true))
          .put("health", VitalsJson.of(here.health()))
          .put("alerts", alerts(here.alerts()))
          .put("storage", storage(here.unwritten()))
          .put("processes", running + alive)
          .put("supervised", states(supervised))
          .put("capacity", capacity(here.occupancy()))
          .put("overload", overload(here.occupancy(), supervised));
    } catch (NotSupportedException e) {
      return system
          .put("supervision", new JsonObject().put("supported", false).put("reason", e.detail()))
          .put("processes", running);
    }
  }

  /** Whether a background loop has died, or failed within the last minute. */
  private boolean isDegraded() {
    return loops.states().stream().anyMatch(loop -> loop.condition() != Loop.Condition.RUNNING);
  }

  private JsonArray loops() {
    JsonArray all = new JsonArray();
    for (Loop.State loop : loops.states()) {
      JsonObject json =
          new JsonObject()
              .put("name", loop.name())
              .put("state", loop.condition().name().toLowerCase(Locale.ROOT))
              .put("failures", loop.failures());
      loop.latestFailure().ifPresent(text -> json.put("latestFailure", text));
      loop.watched().ifPresent(count -> json.put("watched", count));
      all.add(json);
    }
    return all;
  }

  private static JsonObject of(BlockingPool.Load load) {
    return new JsonObject()
        .put("threads", load.threads())
        .put("writtenOff", load.writtenOff())
        .put("waiting", load.waiting())
        .put("silent", new JsonArray(load.silent().stream().map(Path::toString).toList()));
  }

  /** How many there are in each state. */
  private static JsonObject states(List<ProcessInfo> processes) {
    JsonObject states = new JsonObject();
    processes.forEach(
        process -> states.put(process.state(), states.getInteger(process.state(), 0) + 1));
    return states;
  }

  /** How many are raised of each severity. */
  private static JsonObject alerts(List<Alert> raised) {
    JsonObject alerts = new JsonObject();
    for (Severity severity : Severity.values()) {
      alerts.put(
          severity.name().toLowerCase(Locale.ROOT),
          raised.stream().filter(alert -> alert.rule().severity() == severity).count());
    }
    return alerts;
  }

  /** The files that cannot be written now. */
  private static JsonArray storage(List<Storage.Unwritten> unwritten) {
    JsonArray files = new JsonArray();
    unwritten.stream()
        .limit(MOST_UNWRITTEN)
        .forEach(file ->
            files.add(
                new JsonObject()
                    .put("path", file.fault().path().toString())
                    .put("reason", file.fault().kind().code())
                    .put("detail", file.fault().detail())
                    .put("since", file.since().toString())));
    return files;
  }

  /** Whether the machine has too much to do, and who is kept back for that. */
  private static JsonObject overload(Occupancy occupancy, List<ProcessInfo> processes) {
    PressureStall pressure = PressureStall.read();
    return new JsonObject()
        .put("active", occupancy.overload().isPresent())
        .put("reason", occupancy.overload().orElse(null))
        .put("slowed", count(processes, Pace.SLOWED))
        .put("paused", count(processes, Pace.PAUSED))
        .put(
            "pressure",
            new JsonObject()
                .put("cpu", number(pressure.cpu()))
                .put("memory", number(pressure.memory()))
                .put("io", number(pressure.io())));
  }

  private static long count(List<ProcessInfo> processes, Pace pace) {
    return processes.stream().filter(process -> process.pace() == pace).count();
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static JsonObject capacity(Occupancy occupancy) {
    Capacity capacity = occupancy.capacity();
    return new JsonObject()
        .put("max", capacity.max())
        .put("placed", occupancy.placed())
        .put("maxQueued", capacity.maxQueued())
        .put("queued", occupancy.queued())
        .put("memoryHeadroom", capacity.memoryHeadroom())
        .put("cpuHeadroom", capacity.cpuHeadroom());
  }
}
