package dev.patchbay.hub;

import dev.patchbay.events.EventLog;
import dev.patchbay.processes.ProcessInfo;
import dev.patchbay.processes.Processes;
import dev.patchbay.terminals.Terminals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that the hub has started, and that it stops. */
final class HubNews implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubNews.class);

  private final EventLog events;
  private final Terminals terminals;
  private final CompletableFuture<Processes> processes;
  private final long startedNanos = System.nanoTime();

  HubNews(EventLog events, Terminals terminals, CompletableFuture<Processes> processes) {
    this.events = events;
    this.terminals = terminals;
    this.processes = processes;
  }

  void started(String url) {
    LOG.info("Patchbay {} started at {}", Version.current(), url);
    events.publish(
        "hub.started",
        Map.of("version", Version.current(), "url", url, "pid", ProcessHandle.current().pid()));
  }

  /** What it has to end now, and what there was of it. */
  @Override
  public void close() {
    long uptime = Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
    List<ProcessInfo> all = known().map(Processes::list).orElse(List.of());
    long running = all.stream().filter(process -> process.pid() != 0).count();
    long open = terminals.list().stream().filter(terminal -> terminal.exit() == null).count();
    LOG.info("Patchbay stops after {} s: {} processes, {} terminals", uptime, running, open);
    events.publish(
        "hub.stopping",
        Map.of(
            "uptimeSeconds",
            uptime,
            "terminals",
            open,
            "processes",
            running,
            "restarts",
            all.stream().mapToInt(ProcessInfo::restarts).sum(),
            "errors",
            all.stream().mapToInt(process -> process.last().errors().total()).sum(),
            "events",
            events.lastNumber()));
  }

  /** Without waiting for those that are only being looked for. */
  private Optional<Processes> known() {
    return processes.isDone() && !processes.isCompletedExceptionally()
        ? Optional.of(processes.join())
        : Optional.empty();
  }
}
