package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Restraints;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.child.ChildListener;
import dev.patchbay.processes.child.ChildSpec;
import dev.patchbay.processes.child.Launcher;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.output.Characters;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs commands to their ends, each as a call: with a time-out, its output captured, nothing left.
 * Thread-safe.
 */
final class Errand implements AutoCloseable {
  /** What is kept of the output; the beginning of it. */
  static final int MOST_OUTPUT_BYTES = 64 * 1024;

  private static final Ending KILLED = new Ending.Signal("KILL", false);
  private static final Ending STOPPING =
      new Ending.NotStarted("stopping", "The hub is shutting down.", false);

  private final Launcher launcher;
  private final Preparation preparation;
  private final Path pipes;
  private final AuditLog audit;
  private final AtomicInteger last = new AtomicInteger();
  private final Set<Capture> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param pipes the folder for them
   */
  Errand(Launcher launcher, Preparation preparation, Path pipes, AuditLog audit) {
    this.launcher = launcher;
    this.preparation = preparation;
    this.pipes = pipes;
    this.audit = audit;
  }

  /**
   * The same as {@link #run(SystemCommand, String)}, which the audit log has.
   *
   * @param who asks for it
   */
  SystemResult run(SystemCommand command, String mark, String who) {
    String name = command.argv().getFirst();
    SystemResult result = run(command, mark);
    audit.note(
        AuditEntry.ofHub(
            "command.ended",
            name,
            result.ending() instanceof Ending.NotStarted ? AuditEntry.FAILED : AuditEntry.DONE,
            Map.of("for", who, "command", command.argv(), "how", Words.of(result.ending()))));
    return result;
  }

  /**
   * Blocks until it has ended or was ended, and nothing of it is left.
   *
   * @param mark the marker's value
   */
  SystemResult run(SystemCommand command, String mark) {
    return switch (preparation.prepare(command, mark)) {
      case Preparation.Prepared.Refused(var why, _) -> new SystemResult(why, "", false);
      case Preparation.Prepared.Ready(var program) -> {
        Path pipe = pipes.resolve("errand-" + last.incrementAndGet());
        ChildSpec child =
            new ChildSpec(
                program, ProcessEnvironment.MARKER + "=" + mark, pipe, Restraints.NONE, false);
        Capture capture = new Capture();
        running.add(capture);
        try {
          // Looked at last: who closes sees all that were there before.
          yield closed
              ? new SystemResult(STOPPING, "", false)
              : await(child, capture, command.timeout());
        } catch (OsException e) {
          yield new SystemResult(preparation.explain(e, program), "", false);
        } catch (BlockingPoolException e) {
          yield new SystemResult(Preparation.explain(e), "", false);
        } finally {
          running.remove(capture);
          capture.over.complete(null);
        }
      }
    };
  }

  private SystemResult await(ChildSpec spec, Capture capture, Duration timeout) {
    Child child = launcher.launch(spec, capture);
    Ending ending;
    try {
      ending = capture.exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      ending = new Ending.TimedOut(timeout);
    } catch (ExecutionException e) {
      throw new AssertionError("an exit is never exceptional", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending = KILLED;
    }
    CompletableFuture<Void> released = new CompletableFuture<>();
    try {
      // Also what left its session, which the end of the group says nothing about.
      var _ = child.tree().end(Duration.ZERO, new int[0]);
    } finally {
      child.release(() -> released.complete(null));
    }
    released.join();
    return capture.result(ending);
  }

  /** Whether one runs. */
  boolean isBusy() {
    return !running.isEmpty();
  }

  /** Ends what runs, and blocks until it has. What is asked for later is refused. */
  @Override
  public void close() {
    closed = true;
    for (Capture capture : running) {
      capture.exit.complete(KILLED);
    }
    for (Capture capture : running) {
      capture.over.join();
    }
  }

  /** Written by the poller's thread, read once that has released the child. */
  private static final class Capture implements ChildListener {
    private final CompletableFuture<Ending> exit = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(0);
    private boolean cut;

    @Override
    public void output(Source source, byte[] buffer, int offset, int length) {
      int taken = Math.min(length, MOST_OUTPUT_BYTES - output.size());
      output.write(buffer, offset, taken);
      cut |= taken < length;
    }

    @Override
    public void exited(ExitStatus status, boolean nothingLeft) {
      exit.complete(Records.ending(status, Optional.empty()));
    }

    @Override
    public void message(String json) {}

    @Override
    public void disconnected() {}

    SystemResult result(Ending ending) {
      byte[] bytes = output.toByteArray();
      int whole = cut ? Characters.wholeCodePoints(bytes, bytes.length) : bytes.length;
      return new SystemResult(ending, new String(bytes, 0, whole, UTF_8), cut);
    }
  }
}
