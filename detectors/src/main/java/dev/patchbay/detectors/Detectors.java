package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.probe.ExecGate;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.detectors.probe.Sweep;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which command-line tools are on this machine.
 *
 * <p>Thread-safe. Looks run one after the other on a thread of their own; what is known is always
 * there at once.
 */
public final class Detectors implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Detectors.class.getName());

  private static final Duration STOP = Duration.ofSeconds(1);

  /** Twice what a login shell may take, and some seconds for folders that do not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DetectorSettings settings;
  private final ProbeRunner runner;
  private final FileAccess files;
  private final Board board;

  private final ShellWatch shell;

  /**
   * Read by the first look, so that nobody waits for it who never looks; the looker replaces it.
   */
  private volatile @Nullable Knowledge knowledge;

  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("detectors-look").factory());
  private final ExecutorService probes;

  /** Apart from the probes: a network that hangs must not keep them waiting. */
  private final ExecutorService updateChecks;

  private final ReentrantLock lock = new ReentrantLock();

  /** The look that has been asked for and not begun, if any; guarded by the lock. */
  private @Nullable Waiting waiting;

  private record Waiting(boolean askShell, CompletableFuture<Snapshot> result) {}

  /**
   * @param files looks at programs and their folders
   * @param listener is called from the detectors' threads, one call at a time, and must return soon
   */
  public Detectors(
      DetectorSettings settings,
      ProbeRunner runner,
      FileAccess files,
      Consumer<Discovery> listener) {
    this.settings = settings;
    this.files = files;
    this.runner = new ExecGate(runner, files);
    board = new Board(listener);
    shell = new ShellWatch(settings, this.runner, files);
    probes = workers(settings.probes(), "detectors-probe-");
    updateChecks = workers(settings.probes(), "detectors-update-");
  }

  private static ExecutorService workers(int count, String name) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  /** What is known now; before the first look that nothing is. Never blocks. */
  public Snapshot latest() {
    return board.latest();
  }

  /**
   * What is known as soon as it is known what is here, its versions perhaps not yet. Begins the
   * first look if nobody has. Complete within {@link #PATIENCE}, if need be with what is known
   * then.
   */
  public CompletableFuture<Snapshot> present() {
    if (board.present().isDone()) {
      return CompletableFuture.completedFuture(board.latest());
    }
    // Where the look fails, nobody is to wait for what it would have found.
    CompletableFuture<Void> late =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.anyOf(board.present(), look(false), late)
        .thenApply(_ -> board.latest());
  }

  /**
   * What the login shell says, asked where that is worth it. Blocks for some five seconds at most.
   */
  public LoginShell.Answer shell() throws InterruptedException {
    return shell.ask(false);
  }

  /** Tries again to keep what is known of versions in its file, and tells what becomes of it. */
  public void keep() {
    Knowledge known = knowledge;
    if (known != null) {
      try {
        looker.execute(() -> Look.save(known, settings, board));
      } catch (RejectedExecutionException e) {
        LOG.log(Logger.Level.DEBUG, "the detectors are closed", e);
      }
    }
  }

  /** The catalogue of the latest look; empty before the first. */
  public Catalogue catalogue() {
    Knowledge known = knowledge;
    return known == null ? new Catalogue(Map.of(), Map.of(), List.of()) : known.catalogue();
  }

  /**
   * Looks at the machine anew: what has not changed since is not asked again. Looks that are asked
   * for while one waits to begin are that one.
   *
   * @param askShell whether to ask the login shell too where its start-up files have not changed
   * @return the complete picture; fails where the detectors are closed
   */
  public CompletableFuture<Snapshot> look(boolean askShell) {
    lock.lock();
    try {
      Waiting before = waiting;
      if (before != null) {
        waiting = new Waiting(before.askShell() || askShell, before.result());
        return before.result();
      }
      CompletableFuture<Snapshot> result = new CompletableFuture<>();
      waiting = new Waiting(askShell, result);
      looker.execute(this::lookNow);
      return result;
    } catch (RejectedExecutionException e) {
      waiting = null;
      return CompletableFuture.failedFuture(e);
    } finally {
      lock.unlock();
    }
  }

  private void lookNow() {
    Waiting task = begin();
    long startNanos = System.nanoTime();
    // While the shell is asked, which takes a while, something useful can be done.
    FutureTask<LoginShell.Answer> answer = new FutureTask<>(() -> shell.ask(task.askShell()));
    try {
      Thread.ofPlatform().daemon().name("detectors-shell").start(answer);
      Knowledge known = Knowledge.after(knowledge, settings, files);
      knowledge = known;
      Look look = new Look(settings, known, runner, files, probes, board, startNanos);
      if (known.presence().isUnprepared()) {
        look.prepare();
      }
      task.result().complete(look.run(answer.get()));
    } catch (InterruptedException e) {
      task.result().completeExceptionally(e);
    } catch (ExecutionException | RuntimeException | Error e) {
      LOG.log(Logger.Level.ERROR, "the look at the machine failed", e);
      task.result().completeExceptionally(e);
    } finally {
      answer.cancel(true);
    }
  }

  private Waiting begin() {
    lock.lock();
    try {
      Waiting task = waiting;
      waiting = null;
      if (task == null) {
        throw new IllegalStateException("nobody asked for a look");
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the installers for the newest versions of what is here, as far as they are known by then.
   * Takes seconds, and needs a network; where there is none nothing is learned.
   *
   * @return the picture after that
   */
  public CompletableFuture<Snapshot> checkUpdates() {
    return look(false)
        .thenCompose(snapshot -> {
          String mark = UUID.randomUUID().toString();
          UpdateCheck check =
              new UpdateCheck(
                  catalogue(),
                  runner,
                  files,
                  ProbeEnvironment.build(
                      snapshot.shell(), settings.environment(), snapshot.path(), mark),
                  settings.home());
          CompletableFuture<?>[] answers =
              snapshot.all().stream()
                  .filter(ToolReport::isInstalled)
                  .map(report ->
                      CompletableFuture.runAsync(
                          () -> check(check, report, snapshot), updateChecks))
                  .toArray(CompletableFuture<?>[]::new);
          return CompletableFuture.allOf(answers)
              .thenApply(_ -> {
                Sweep.end(mark);
                return board.latest();
              });
        });
  }

  private void check(UpdateCheck check, ToolReport report, Snapshot snapshot) {
    try {
      check
          .check(report, snapshot)
          .ifPresent(update -> board.learn(report.tool().id(), known -> known.with(update)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops looking; what is being asked is killed. Blocks until then, for a moment. */
  @Override
  public void close() {
    looker.shutdownNow();
    probes.shutdownNow();
    updateChecks.shutdownNow();
    try {
      var _ = looker.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      var _ = probes.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      var _ = updateChecks.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
