package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Restraints;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.child.ChildListener;
import dev.patchbay.processes.child.ChildSpec;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.spec.ProcessSpec;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one command to its end, as a call: with a time-out, its output captured, nothing left. */
final class Errand {
  /** What is kept of the output; the beginning of it. */
  static final int MOST_OUTPUT_BYTES = 64 * 1024;

  private static final AtomicInteger LAST = new AtomicInteger();

  private final Workshop workshop;

  Errand(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * How it went.
   *
   * @param output of both streams, as it came
   */
  record Result(Ending ending, String output) {}

  /**
   * Blocks until it has ended or was ended.
   *
   * @param spec whose environment and folder it gets
   * @param mark the marker's value
   */
  Result run(
      ProcessSpec spec,
      List<String> argv,
      String mark,
      Map<String, String> environment,
      Duration timeout) {
    return switch (workshop.preparation().prepare(argv, spec, mark, environment)) {
      case Preparation.Prepared.Refused(Ending.NotStarted why) -> new Result(why, "");
      case Preparation.Prepared.Ready(var program) -> {
        Path pipes = workshop.folders().pipes().resolve("errand-" + LAST.incrementAndGet());
        ChildSpec child =
            new ChildSpec(
                program, ProcessEnvironment.MARKER + "=" + mark, pipes, Restraints.NONE, false);
        try {
          yield await(child, timeout);
        } catch (OsException e) {
          yield new Result(Preparation.explain(e, program), "");
        }
      }
    };
  }

  private Result await(ChildSpec spec, Duration timeout) {
    Capture capture = new Capture();
    Child child = workshop.launcher().launch(spec, capture);
    Ending ending;
    try {
      ending = capture.exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      ending = new Ending.TimedOut(timeout);
    } catch (ExecutionException e) {
      throw new AssertionError("an exit is never exceptional", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending = new Ending.TimedOut(timeout);
    }
    if (!capture.alone || !capture.exit.isDone()) {
      child.tree().kill();
      var _ = child.tree().end(Duration.ZERO, new int[0]);
    }
    CompletableFuture<Void> released = new CompletableFuture<>();
    child.release(() -> released.complete(null));
    released.join();
    return new Result(ending, capture.text());
  }

  /** Written by the poller's thread, read once that has released the child. */
  private static final class Capture implements ChildListener {
    private final CompletableFuture<Ending> exit = new CompletableFuture<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(0);
    private volatile boolean alone;

    @Override
    public void output(Source source, byte[] buffer, int offset, int length) {
      output.write(buffer, offset, Math.min(length, MOST_OUTPUT_BYTES - output.size()));
    }

    @Override
    public void exited(ExitStatus status, boolean nothingLeft) {
      alone = nothingLeft;
      exit.complete(Records.ending(status, java.util.Optional.empty()));
    }

    @Override
    public void message(String json) {}

    @Override
    public void disconnected() {}

    String text() {
      return output.toString(UTF_8);
    }
  }
}
