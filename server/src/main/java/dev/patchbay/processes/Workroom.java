package dev.patchbay.processes;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.PrivateFiles;
import dev.patchbay.health.Check;
import dev.patchbay.health.Probes;
import dev.patchbay.health.Verdict;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.Timers;
import dev.patchbay.processes.child.Launcher;
import dev.patchbay.processes.child.SparePipes;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroups;
import dev.patchbay.processes.registry.Registry;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what processes are made with, and takes it apart again. */
final class Workroom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workroom.class);
  private static final String ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LENGTH = 8;
  private static final String HUB_ID = "hub.id";

  /** What is still being swept may take a moment. */
  private static final long LAST_WORK_SECONDS = 2;

  /** Ends a probe's command that nobody interrupts. */
  private static final Duration LAST_RESORT = Duration.ofSeconds(10);

  private final Loops loops;
  private final Loop listeners;
  private final DataDir dataDir;
  private final ProcessSettings settings;
  private final Preparation preparation;
  private final Consumer<ProcessEvent> listener;
  private final SecureRandom random = new SecureRandom();
  private final Timers timers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DiskThreads disk;
  private final SparePipes spare;
  private final Launcher launcher;
  private final ControlGroups controlGroups;
  private final Registry registry;
  private final Probes probes;
  private final String hubId;

  private final Workshop.Folders folders;
  private final AuditLog audit;
  private final Errand errand;

  /**
   * @param timers closed with the room
   */
  Workroom(
      BlockingPool pool,
      Loops loops,
      DataDir dataDir,
      ProcessSettings settings,
      Map<String, String> hubEnvironment,
      Supplier<Map<String, String>> programEnvironment,
      ExecPolicy policy,
      AuditLog audit,
      Consumer<ProcessEvent> listener,
      Timers timers) {
    this.loops = loops;
    listeners = loops.named("process-listeners");
    this.dataDir = dataDir;
    this.timers = timers;
    this.settings = settings;
    this.listener = listener;
    this.audit = audit;
    preparation =
        new Preparation(pool, new ProcessEnvironment(programEnvironment, settings), policy);
    disk = new DiskThreads(pool, loops.named("process-files"));
    hubId = hubId();
    spare = SparePipes.of(hubId, Optional.ofNullable(hubEnvironment.get("XDG_RUNTIME_DIR")));
    launcher = new Launcher(pool, loops, spare);
    controlGroups = ControlGroups.find(hubId);
    registry = Registry.open(dataDir, settings.keepEnded(), disk);
    Path folder = dataDir.path().resolve("processes");
    folders =
        new Workshop.Folders(
            make(folder.resolve("pipes")),
            spare,
            make(folder.resolve("output")),
            make(folder.resolve("crashes")));
    errand = new Errand(launcher, preparation, folders.pipes(), audit);
    probes = new Probes(loops, timers, this::runProbe);
  }

  /**
   * @param byName finds a process
   * @param forget told the id of one that was deleted
   */
  Workshop workshop(Function<String, Optional<Supervised>> byName, Consumer<String> forget) {
    return new Workshop(
        hubId,
        ProcessTable.bootId(),
        folders,
        settings.rotation(),
        dataDir.storage(),
        loops,
        timers,
        random,
        threads,
        disk,
        launcher,
        errand,
        probes,
        preparation,
        controlGroups,
        registry,
        audit,
        new Admission(settings, timers, byName),
        new ShutDown(),
        event -> {
          if (event instanceof ProcessEvent.Removed(ProcessInfo process)) {
            forget.accept(process.id());
          }
          // Who hears of it must not change what follows from it.
          listeners.run(() -> listener.accept(event));
        });
  }

  private Verdict runProbe(Check.Command check, Duration timeout, Object where) {
    Watching.Where place = (Watching.Where) where;
    // Who asks has the clock, and interrupts this.
    Duration last = timeout.plus(LAST_RESORT);
    SystemResult result =
        errand.run(SystemCommand.of(place.spec(), check.argv(), Map.of(), last), place.mark());
    return result.ending() instanceof Ending.Code(int code) && code == 0
        ? new Verdict.Good()
        : new Verdict.Bad(check.argv().getFirst() + ": " + Words.of(result.ending()));
  }

  /** What the hub's policy says to a declaration, beside what is looked at when it starts. */
  Optional<CreateResult> refusal(ProcessSpec spec) {
    return preparation.prepare(spec, "check")
                instanceof Preparation.Prepared.Refused(var why, String pointer)
            && !pointer.isEmpty()
        ? Optional.of(new CreateResult.Forbidden(why.code(), pointer, why.detail()))
        : Optional.empty();
  }

  /** Some 10^12 of them: never the same twice, and short enough to type. */
  String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  /** The same for all hubs of a data dir: what one started, the next finds. */
  private String hubId() {
    return dataDir
        .read(HUB_ID)
        .map(String::strip)
        .filter(id -> id.matches("[a-z0-9]{8}"))
        .orElseGet(() -> {
          String fresh = newId();
          dataDir.keep(HUB_ID, fresh + "\n");
          return fresh;
        });
  }

  private Path make(Path folder) {
    try {
      PrivateFiles.folder(folder);
      dataDir.storage().succeeded(folder);
    } catch (IOException e) {
      var _ = dataDir.storage().failed(folder, e, () -> make(folder));
    }
    return folder;
  }

  /** Takes away pipes that an earlier hub left, but for those of what was taken over. */
  void clearPipes(Collection<Supervised> processes) {
    Set<String> used =
        processes.stream()
            .flatMap(process ->
                process.live().stream().map(live -> process.id() + "-" + live.generation() + "."))
            .collect(Collectors.toSet());
    spare.clear(used);
    Path folder = folders.pipes();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (used.stream().noneMatch(file.toFile().getName()::startsWith)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("the folder {} cannot be cleared: {}", folder, e.toString());
    }
  }

  @Override
  public void close() {
    probes.close();
    errand.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timers.close();
    registry.close();
    disk.close();
    launcher.close();
    spare.clear(Set.of());
    controlGroups.removeAll();
  }
}
