package dev.patchbay.processes;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.Storage;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.spec.Defaults;
import dev.patchbay.processes.spec.SpecReader;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real process under the supervisor, and a clock that the test turns. */
final class OneProcess implements AutoCloseable {
  private final HandTimers timers = new HandTimers();
  private final AtomicReference<Supervised> process = new AtomicReference<>();
  private final List<ProcessEvent> told = new CopyOnWriteArrayList<>();
  private final Workroom room;
  private final Workshop workshop;

  OneProcess(Path folder) {
    room =
        new Workroom(
            new BlockingPool(),
            new Loops((_, _) -> {}),
            DataDir.open(folder),
            ProcessSettings.defaults(),
            Map.of(),
            Map::of,
            ExecPolicy.open(),
            new AuditLog(folder.resolve("audit.log"), new Storage(), new Loops((_, _) -> {})),
            told::add,
            timers);
    workshop = room.workshop(_ -> Optional.ofNullable(process.get()), _ -> {});
  }

  /** Sleeps, and is not started again by itself. */
  Supervised start(Map<String, Object> more) {
    Map<String, Object> declaration = new HashMap<>(more);
    declaration.put("restart", "no");
    Supervised started = start(List.of("sleep", "600"), declaration);
    awaitGeneration(1);
    return started;
  }

  /** Runs a command, and does not wait for it. */
  Supervised start(List<String> command, Map<String, Object> more) {
    Map<String, Object> declaration = new HashMap<>(more);
    declaration.putAll(Map.of("name", "p", "kind", "service", "command", command));
    Supervised started =
        new Supervised(
            workshop,
            "abcdefgh",
            SpecReader.ofRequests(Map.of(), Defaults.none()).read(declaration),
            false,
            0);
    process.set(started);
    started.post(new Event.Start());
    return started;
  }

  void awaitGeneration(int generation) {
    Awaitility.await()
        .until(() ->
            process.get().state().phase() instanceof Phase.Running
                && process.get().state().generation() == generation);
  }

  Workshop workshop() {
    return workshop;
  }

  HandTimers timers() {
    return timers;
  }

  Live live() {
    return process.get().live().orElseThrow();
  }

  /** What was told, of one kind. */
  <T extends ProcessEvent> Stream<T> told(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast);
  }

  @Override
  public void close() {
    process.get().post(new Event.Halt());
    process.get().atRest().join();
    room.close();
  }
}
