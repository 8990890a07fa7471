package dev.patchbay.detectors.probe;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks processes to end. */
final class Ending {
  private static final int PATIENCE_SECONDS = 1;

  /** Between two looks at whether all have ended. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Ending() {}

  /** By TERM, and CONT for what is stopped, which the JDK cannot send. */
  static void ask(List<ProcessHandle> processes) {
    List<ProcessHandle> running = processes.stream().filter(ProcessHandle::isAlive).toList();
    if (!running.isEmpty()) {
      running.forEach(ProcessHandle::destroy);
      List<String> command = new ArrayList<>(List.of("kill", "-s", "CONT"));
      running.forEach(process -> command.add(Long.toString(process.pid())));
      run(command);
    }
  }

  /** Waits until all have ended, for {@link ProbeRunner#GRACE} at most. */
  static void await(List<ProcessHandle> processes) {
    long deadline = System.nanoTime() + ProbeRunner.GRACE.toNanos();
    while (processes.stream().anyMatch(ProcessHandle::isAlive)
        && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static void run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var _ = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // There is no kill(1): what is stopped will be killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
