package dev.patchbay.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Fifo;
import dev.patchbay.os.LibC;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Poller;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.Program;
import dev.patchbay.os.Signals;
import dev.patchbay.os.Spawner;
import dev.patchbay.os.WaitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs probes in sessions of their own: none has a terminal to ask a question on, and whatever is
 * left of its session ends with it. Linux.
 */
final class SessionProbeRunner implements ProbeRunner, AutoCloseable {
  private static final int O_RDONLY = 0;
  private static final int SIGNALLED = 128;

  /** By its value the processes of one run are told from those of the others. */
  private static final String RUN = Probe.MARKER + "_RUN";

  /** What a program is still waited for after it was killed: the kernel is never late. */
  private static final long KILL_PATIENCE_SECONDS = 5;

  private final Path folder;
  private final Poller poller = new Poller();
  private final ProcessTable processes = new ProcessTable();
  private final AtomicLong count = new AtomicLong();

  SessionProbeRunner() {
    try {
      folder = Files.createTempDirectory("patchbay-probes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    long number = count.incrementAndGet();
    Run run = new Run(folder.resolve(number + ".out"), folder.resolve(number + ".err"));
    try {
      return run.start(probe).await(probe);
    } catch (OsException e) {
      return new ProbeResult.Failed(e.text());
    } finally {
      run.close();
    }
  }

  /** Ends nothing: whoever closes the detectors has interrupted their probes. */
  @Override
  public void close() {
    poller.close();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // A probe that is being killed still has its pipes in it.
    }
  }

  /** One program. The poller's thread owns the reading and the end. */
  private final class Run {
    private final Output out;
    private final Output err;

    /** How it ended; completed early, with null, where it prints without end. */
    private final CompletableFuture<@Nullable ExitStatus> over = new CompletableFuture<>();

    private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
    private int pid;
    private @Nullable ProcTree tree;
    private int pidfd = -1;
    private long pidfdKey;

    /** Whether its end is waited for; the poller's own. */
    private boolean watched;

    Run(Path outPipe, Path errPipe) {
      out = new Output(Fifo.make(outPipe));
      try {
        err = new Output(Fifo.make(errPipe));
      } catch (OsException e) {
        out.pipe.close();
        throw e;
      }
    }

    Run start(Probe probe) {
      List<String> argv = new ArrayList<>(List.of(probe.executable().toString()));
      argv.addAll(probe.args());
      Map<String, String> environment = new HashMap<>(probe.environment());
      environment.put(RUN, out.pipe.path().toString());
      pid =
          Spawner.spawn(
              new Program(probe.executable(), argv, environment, probe.directory()),
              List.of(
                  new Spawner.Stream.File(0, "/dev/null", O_RDONLY),
                  out.pipe.asStream(1),
                  err.pipe.asStream(2)));
      int descriptor = LibC.pidfdOpen(pid);
      if (descriptor < 0) {
        WaitStatus.killAndReap(pid);
        pid = 0;
        LibC.check("pidfd_open", descriptor);
      }
      pidfd = descriptor;
      tree = new ProcTree(processes, pid, RUN + "=" + out.pipe.path());
      poller.execute(this::watch);
      return this;
    }

    /** On the poller's thread. */
    private void watch() {
      try {
        out.watch();
        err.watch();
        pidfdKey = poller.add(pidfd, Poller.IN, _ -> end());
        watched = true;
      } catch (OsException e) {
        WaitStatus.killAndReap(pid);
        ExitStatus status = new ExitStatus.Unknown(e.text());
        over.complete(status);
        ended.complete(status);
      }
    }

    /** On the poller's thread. */
    private void end() {
      poller.remove(pidfdKey, pidfd, Poller.IN);
      ExitStatus status = WaitStatus.reap(pid);
      out.read();
      err.read();
      stopReading();
      ended.complete(status);
      over.complete(status);
    }

    /** On the poller's thread. */
    private void stopReading() {
      out.unwatch();
      err.unwatch();
    }

    ProbeResult await(Probe probe) throws InterruptedException {
      boolean timedOut = false;
      try {
        over.get(probe.timeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        timedOut = true;
      } catch (ExecutionException e) {
        throw new AssertionError("nothing fails here", e);
      } finally {
        endAll();
      }
      ExitStatus status = awaitEnd();
      if (out.overflowed || err.overflowed) {
        return new ProbeResult.Flooded(out.text(), err.text());
      }
      return timedOut
          ? new ProbeResult.TimedOut(out.text(), err.text())
          : new ProbeResult.Ended(code(status), out.text(), err.text());
    }

    /**
     * What is printed by what is asked to end does not count. Interactive shells end when they are
     * hung up on alone; others would not get to take their locks away then.
     */
    private void endAll() {
      poller.execute(this::stopReading);
      if (tree != null && (!ended.isDone() || LibC.kill(-pid, 0) == 0)) {
        Duration half = GRACE.dividedBy(2);
        if (!tree.ask(half, Signals.TERM, Signals.CONT)) {
          tree.end(half, Signals.HUP, Signals.TERM, Signals.CONT);
        }
      }
    }

    private ExitStatus awaitEnd() throws InterruptedException {
      try {
        return ended.get(KILL_PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        return new ExitStatus.Unknown("its end was not seen");
      }
    }

    private static int code(ExitStatus status) {
      return switch (status) {
        case ExitStatus.Exited(int code) -> code;
        case ExitStatus.Killed(String signal, boolean _) ->
            SIGNALLED + Signals.number(signal).orElse(0);
        case ExitStatus.Unknown _ -> SIGNALLED;
      };
    }

    /** Gives the descriptors back on the thread that reads them. */
    void close() {
      poller.execute(() -> {
        out.close();
        err.close();
        if (pidfd >= 0) {
          if (watched && !ended.isDone()) {
            poller.remove(pidfdKey, pidfd, Poller.IN);
            WaitStatus.killAndReap(pid);
          }
          LibC.close(pidfd);
        }
      });
    }

    /** One of the outputs; the poller's own, but for the text of one that has ended. */
    private final class Output {
      private final Fifo pipe;
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private long key;
      private boolean watched;
      private volatile boolean overflowed;

      Output(Fifo pipe) {
        this.pipe = pipe;
      }

      void watch() {
        key = poller.add(pipe.fd(), Poller.IN, _ -> read());
        watched = true;
      }

      void read() {
        byte[] buffer = poller.buffer();
        while (watched) {
          int n = (int) LibC.read(pipe.fd(), buffer, 0, buffer.length);
          if (n <= 0) {
            // Without a writer there is nothing to wait for; the process's end is told elsewhere.
            if (n == 0) {
              unwatch();
            }
            return;
          }
          int room = Probe.MAX_BYTES - bytes.size();
          bytes.write(buffer, 0, Math.min(n, room));
          if (n > room) {
            overflowed = true;
            unwatch();
            over.complete(null);
          }
        }
      }

      void unwatch() {
        if (watched) {
          watched = false;
          poller.remove(key, pipe.fd(), Poller.IN);
        }
      }

      void close() {
        unwatch();
        pipe.close();
      }

      /** Once {@link Run#ended} is complete. */
      String text() {
        return bytes.toString(UTF_8);
      }
    }
  }
}
