package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Resources;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.child.ChildListener;
import dev.patchbay.processes.child.ChildSpec;
import dev.patchbay.processes.child.Launcher;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.LimitPlan;
import dev.patchbay.processes.output.Characters;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditLog;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands to their ends, each as a call: with a time-out, its output captured, nothing left.
 * Thread-safe.
 */
final class Errand implements AutoCloseable {
  /** What is kept of the output; the beginning of it. */
  static final int MOST_OUTPUT_BYTES = 64 * 1024;

  private static final long COLLECT_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Errand.class);
  static final Ending KILLED = new Ending.Signal("KILL", false);
  private static final Ending.NotStarted STOPPING =
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
    return run(command, mark, Outfit.plain()).result();
  }

  /**
   * What a command is run with beside itself.
   *
   * @param in the file that it reads as its standard input
   * @param plan its limits, and how they are held
   * @param mostOutput bytes that are kept of its output
   * @param isMeasured whether somebody wants to know how much memory it had
   * @param abandoned completed when nobody waits for it any more, which ends it
   */
  record Outfit(
      Path in,
      LimitPlan plan,
      Optional<ControlGroup> group,
      int mostOutput,
      boolean isMeasured,
      CompletableFuture<?> abandoned) {
    static Outfit plain() {
      return new Outfit(
          Path.of("/dev/null"),
          new LimitPlan(List.of(), Map.of(), Map.of()),
          Optional.empty(),
          MOST_OUTPUT_BYTES,
          false,
          new CompletableFuture<>());
    }
  }

  /**
   * What became of it.
   *
   * @param peakBytes most memory that it was seen to have; empty if that was not looked at
   * @param pointer to what of it the configuration forbids; empty if that is not why
   */
  record Outcome(SystemResult result, Resources resources, OptionalLong peakBytes, String pointer) {
    private static Outcome notStarted(Ending.NotStarted why, String pointer) {
      return new Outcome(
          new SystemResult(why, "", false), Resources.NONE, OptionalLong.empty(), pointer);
    }
  }

  /** The same with limits, input, and for somebody who may no longer wait for it. */
  Outcome run(SystemCommand command, String mark, Outfit outfit) {
    return switch (preparation.prepare(command, mark)) {
      case Preparation.Prepared.Refused(var why, String pointer) ->
          Outcome.notStarted(why, pointer);
      case Preparation.Prepared.Ready(var program) -> {
        Path pipe = pipes.resolve("errand-" + last.incrementAndGet());
        ChildSpec child =
            new ChildSpec(
                program,
                Belonging.MARK + mark,
                pipe,
                outfit.in(),
                outfit.plan().restraints(outfit.group(), 0),
                false);
        Capture capture = new Capture(outfit.mostOutput());
        running.add(capture);
        var _ = outfit.abandoned().thenRun(() -> capture.exit.complete(KILLED));
        try {
          // Looked at last: who closes sees all that were there before.
          yield closed
              ? Outcome.notStarted(STOPPING, "")
              : await(child, capture, command.timeout(), outfit);
        } catch (OsException e) {
          yield Outcome.notStarted(preparation.explain(e, program), "");
        } catch (BlockingPoolException e) {
          yield Outcome.notStarted(Preparation.explain(e), "");
        } finally {
          running.remove(capture);
          capture.over.complete(null);
        }
      }
    };
  }

  private Outcome await(ChildSpec spec, Capture capture, Duration timeout, Outfit outfit) {
    Child child = launcher.launch(spec, capture);
    Attendance attendance = new Attendance(child, outfit);
    Ending ending = attendance.await(capture.exit, timeout);
    CompletableFuture<Void> released = new CompletableFuture<>();
    try {
      // Also what left its session, which the end of the group says nothing about.
      var _ = child.tree().end(Duration.ZERO, new int[0]);
      capture.awaitCollected();
    } finally {
      child.release(() -> released.complete(null));
    }
    released.join();
    Ending how =
        outfit
            .group()
            .filter(group -> ending instanceof Ending.Signal && group.ranOutOfMemory())
            .flatMap(_ -> memoryLimit(outfit.plan()))
            .orElse(ending);
    OptionalLong peak = outfit.group().map(ControlGroup::peakBytes).orElse(OptionalLong.empty());
    return new Outcome(
        capture.result(how),
        capture.resources,
        peak.isPresent() ? peak : attendance.peakBytes(),
        "");
  }

  private static Optional<Ending> memoryLimit(LimitPlan plan) {
    return plan.reports().stream()
        .filter(report -> report.name() == Limit.Name.MEMORY)
        .findFirst()
        .map(Records::exceeded);
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
    private final CompletableFuture<Void> collected = new CompletableFuture<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(0);
    private final int most;
    private boolean cut;
    private volatile Resources resources = Resources.NONE;

    Capture(int most) {
      this.most = most;
    }

    /** Until it is known what it took; a kernel that keeps it does not keep the caller. */
    void awaitCollected() {
      try {
        collected.get(COLLECT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        LOG.debug("a command that was killed has not ended", e);
      } catch (ExecutionException e) {
        throw new AssertionError("it is never exceptional", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void took(Resources all) {
      resources = all;
    }

    @Override
    public void output(Source source, byte[] buffer, int offset, int length) {
      int taken = Math.min(length, most - output.size());
      output.write(buffer, offset, taken);
      cut |= taken < length;
    }

    @Override
    public void exited(ExitStatus status, boolean nothingLeft) {
      exit.complete(Records.ending(status, Optional.empty()));
      collected.complete(null);
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
