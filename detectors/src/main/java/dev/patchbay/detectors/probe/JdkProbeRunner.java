package dev.patchbay.detectors.probe;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs probes with nothing but the JDK. A program so started stays in this one's session, so that
 * it could ask for a password on a terminal that this one has. None is hung up on: an interactive
 * shell would pass that on to the process group of its jobs, which is this one's too.
 */
public final class JdkProbeRunner implements ProbeRunner {
  /** What a program's last output may take to be read once it has ended. */
  private static final Duration LAST_OUTPUT = Duration.ofMillis(200);

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(probe.executable().toString());
    command.addAll(probe.args());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(probe.directory().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(probe.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException | IllegalArgumentException e) {
      return new ProbeResult.Failed(String.valueOf(e.getMessage()));
    }
    return watch(process, probe.timeout());
  }

  private static ProbeResult watch(Process process, Duration timeout) throws InterruptedException {
    // Whoever floods ends the wait as the end of the process does.
    CompletableFuture<Object> over = new CompletableFuture<>();
    BoundedOutput out = BoundedOutput.read(process.getInputStream(), over);
    BoundedOutput err = BoundedOutput.read(process.getErrorStream(), over);
    var _ = process.onExit().thenAccept(over::complete);
    try {
      over.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      // A child in the background may hold the outputs open for ever: nobody waits for that.
      out.awaitEnd(LAST_OUTPUT);
      err.awaitEnd(LAST_OUTPUT);
    } catch (TimeoutException e) {
      // What it prints while it is being ended does not count.
      return new ProbeResult.TimedOut(out.text(), err.text());
    } catch (ExecutionException e) {
      throw new AssertionError("nothing fails here", e);
    } finally {
      end(process);
    }
    return out.overflowed() || err.overflowed()
        ? new ProbeResult.Flooded(out.text(), err.text())
        : new ProbeResult.Ended(process.waitFor(), out.text(), err.text());
  }

  /** Asks all that still runs of it to end, and kills what has not after a while. */
  private static void end(Process process) {
    List<ProcessHandle> tree = tree(process);
    Ending.ask(tree);
    Ending.await(tree);
    // An interactive shell ignores TERM and goes on with its next command, which may hold a lock.
    List<ProcessHandle> left = Stream.concat(tree.stream(), tree(process).stream()).toList();
    process.destroyForcibly();
    Ending.ask(left);
    Ending.await(left);
    left.forEach(ProcessHandle::destroyForcibly);
  }

  private static List<ProcessHandle> tree(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }
}
