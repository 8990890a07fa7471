package dev.patchbay.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.Descriptor;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Fifo;
import dev.patchbay.os.LibC;
import dev.patchbay.os.Loops;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Poller;
import dev.patchbay.os.Poller.Registration;
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
import java.util.concurrent.locks.ReentrantLock;
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

  private final BlockingPool pool;
  private final ReentrantLock lock = new ReentrantLock();

  /** Where the pipes are; made anew if somebody clears the temporary files away. */
  @GuardedBy("lock")
  private Path folder;

  private final Poller poller;
  private final ProcessTable processes;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param pool executes the programs
   */
  SessionProbeRunner(BlockingPool pool, Loops loops) {
    this.pool = pool;
    processes = new ProcessTable(pool);
    folder = makeFolder();
    poller = new Poller(loops, "probe-poller");
  }

  @Override
  public ProbeResult run(Probe probe) throws InterruptedException {
    try {
      Path pipe = folder().resolve(Long.toString(count.incrementAndGet()));
      Run run =
          new Run(
              pipe.resolveSibling(pipe.getFileName() + ".out"),
              pipe.resolveSibling(pipe.getFileName() + ".err"));
      try {
        return pool.spawn(probe.directory(), () -> run.start(probe), Run::giveUp).await(probe);
      } finally {
        run.close();
      }
    } catch (OsException e) {
      return new ProbeResult.Failed(e.text());
    } catch (BlockingPoolException e) {
      return new ProbeResult.Failed(e.text());
    } catch (UncheckedIOException e) {
      return new ProbeResult.Failed(e.toString());
    }
  }

  private Path folder() {
    lock.lock();
    try {
      if (!Files.isDirectory(folder)) {
        folder = makeFolder();
      }
      return folder;
    } finally {
      lock.unlock();
    }
  }

  private static Path makeFolder() {
    try {
      return Files.createTempDirectory("patchbay-probes");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for pipes: " + e, e);
    }
  }

  /** Ends nothing: whoever closes the detectors has interrupted their probes. */
  @Override
  public void close() {
    poller.close();
    try {
      Files.deleteIfExists(folder());
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
    private @Nullable Descriptor pidfd;

    /** The poller's own; null until its end is waited for. */
    private @Nullable Registration exit;

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
      pool.entering(probe.executable());
      pid =
          Spawner.spawn(
              new Program(probe.executable(), argv, environment, probe.directory()),
              List.of(
                  new Spawner.Stream.File(0, "/dev/null", O_RDONLY),
                  out.pipe.asStream(1),
                  err.pipe.asStream(2)));
      try {
        pidfd = Descriptor.ofProcess(pid);
      } catch (Throwable e) {
        WaitStatus.killAndReap(pid);
        pid = 0;
        throw e;
      }
      tree = new ProcTree(processes, pid, RUN + "=" + out.pipe.path());
      Descriptor end = pidfd;
      poller.execute(() -> watch(end));
      return this;
    }

    /** On the poller's thread. */
    private void watch(Descriptor end) {
      try {
        out.watch();
        err.watch();
        exit = poller.register(end, _ -> end(), this::abandon);
        exit.watch(Poller.IN);
      } catch (Throwable e) {
        WaitStatus.killAndReap(pid);
        exit = null;
        tell(new ExitStatus.Unknown(e instanceof OsException os ? os.text() : e.toString()));
      }
    }

    private void tell(ExitStatus status) {
      ended.complete(status);
      over.complete(status);
    }

    private void abandon() {
      tell(new ExitStatus.Unknown("the hub failed at its end"));
    }

    /** On the poller's thread. */
    private void end() {
      if (exit != null) {
        exit.close();
      }
      ExitStatus status = WaitStatus.reap(pid);
      try {
        out.read();
        err.read();
        stopReading();
      } finally {
        tell(status);
      }
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

    /** It was started when nobody waited for it any more. */
    void giveUp() {
      endAll();
      close();
    }

    /** Gives the descriptors back on the thread that reads them. */
    void close() {
      poller.execute(() -> {
        out.close();
        err.close();
        if (exit != null) {
          exit.close();
          if (!ended.isDone()) {
            WaitStatus.killAndReap(pid);
          }
        }
        if (pidfd != null) {
          pidfd.close();
        }
      });
    }

    /** One of the outputs; the poller's own, but for the text of one that has ended. */
    private final class Output {
      private final Fifo pipe;
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

      /** Null while it is not watched. */
      private @Nullable Registration registration;

      private volatile boolean overflowed;

      Output(Fifo pipe) {
        this.pipe = pipe;
      }

      void watch() {
        registration = poller.register(pipe.end(), _ -> read(), this::unwatch);
        registration.watch(Poller.IN);
      }

      void read() {
        byte[] buffer = poller.buffer();
        while (registration != null) {
          int n = pipe.end().read(buffer, 0, buffer.length);
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
        if (registration != null) {
          registration.close();
          registration = null;
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
