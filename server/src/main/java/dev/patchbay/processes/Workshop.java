package dev.patchbay.processes;

import dev.patchbay.config.Storage;
import dev.patchbay.health.Probes;
import dev.patchbay.os.Loops;
import dev.patchbay.os.Timers;
import dev.patchbay.processes.child.Launcher;
import dev.patchbay.processes.child.SparePipes;
import dev.patchbay.processes.limits.ControlGroups;
import dev.patchbay.processes.output.Rotation;
import dev.patchbay.processes.registry.Registry;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all processes are made with.
 *
 * @param hubId tells the processes of this data dir's hubs from all others
 * @param boot the kernel's id of this boot
 * @param storage is told of files that cannot be written
 * @param loops keep account of what runs in the background
 * @param threads run what waits
 * @param disk reads and writes files
 * @param listener is told what happens, from any thread, and must return soon
 */
record Workshop(
    String hubId,
    String boot,
    Folders folders,
    Rotation rotation,
    Storage storage,
    Loops loops,
    Timers timers,
    RandomGenerator random,
    ExecutorService threads,
    DiskThreads disk,
    Launcher launcher,
    Errand errand,
    Probes probes,
    Preparation preparation,
    ControlGroups controlGroups,
    Registry registry,
    AuditLog audit,
    Admission admission,
    ShutDown shutDown,
    Consumer<ProcessEvent> listener) {

  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  /**
   * Where things are kept.
   *
   * @param pipes emptied at every start
   * @param spare for pipes while there is no room in the other
   */
  record Folders(Path pipes, SparePipes spare, Path output, Path crashes) {}

  /** Runs what waits; nothing any more once the supervisor is closed. */
  void execute(Runnable task) {
    try {
      threads.execute(loops.named("process-tasks").guard(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the supervisor is closed", e);
    }
  }

  /** Writes down what became of a process. */
  void note(String action, String name, String result, Map<String, Object> details) {
    audit.note(AuditEntry.ofHub(action, name, result, details));
  }

  /** The marker's value for an incarnation. */
  String mark(String id, int generation) {
    return hubId + "/" + id + "/" + generation;
  }
}
