package dev.patchbay.http;

import dev.patchbay.metrics.Machine;
import dev.patchbay.processes.Processes;
import dev.patchbay.terminals.TerminalInfo;
import dev.patchbay.terminals.Terminals;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The hub itself. */
final class SystemRoutes {
  private final String version;
  private final Instant startedAt;
  private final Terminals terminals;
  private final Supplier<Processes> processes;
  private final Blocking blocking;

  SystemRoutes(
      String version,
      Instant startedAt,
      Terminals terminals,
      Supplier<Processes> processes,
      Blocking blocking) {
    this.processes = processes;
    this.version = version;
    this.startedAt = startedAt;
    this.terminals = terminals;
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
    return new JsonObject()
        .put("status", "up")
        .put("version", version)
        .put("uptimeSeconds", Duration.between(startedAt, Instant.now()).toSeconds());
  }

  private JsonObject describe(Machine machine) {
    List<TerminalInfo> all = terminals.list();
    long running = all.stream().filter(terminal -> terminal.exit() == null).count();
    long supervised = processes.get().list().stream().filter(process -> process.pid() != 0).count();
    return vitals()
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
        .put(
            "terminals",
            new JsonObject().put("running", running).put("exited", all.size() - running))
        .put("viewers", all.stream().mapToInt(TerminalInfo::viewers).sum())
        .put("processes", running + supervised);
  }
}
