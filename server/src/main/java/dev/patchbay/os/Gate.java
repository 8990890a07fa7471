package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts a program that finds its limits, priority and control groups in force from its first
 * instruction on.
 *
 * <p>posix_spawn cannot set them, and nobody but the child itself or the hub can. So the last thing
 * that the child does before it executes the program is to open a named pipe for reading, which
 * waits until somebody opens it for writing. Until then the thread that starts it is suspended, so
 * that is a thread of its own, whose only child it is: by that its pid is known.
 */
public final class Gate {
  /** A pid and a space. */
  private static final int CHILDREN_BYTES = 64;

  private static final int O_WRONLY = 1;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final long LOOK_NANOS = 20_000;

  /** A child that is not at the gate by then will take longer; it is looked for less often. */
  private static final long SOON_NANOS = 10_000_000;

  private static final long LATER_LOOK_NANOS = 1_000_000;
  private static final AtomicInteger LAST = new AtomicInteger();

  /** What is done to the child while it waits. */
  public interface Preparation {
    /**
     * @throws OsException to have the child ended before it has executed anything
     */
    void prepare(int pid);
  }

  private Gate() {}

  /**
   * Blocks until the program is executed. Where the kernel does not tell of a thread's children
   * there is no gate, and the program is prepared right after its start.
   *
   * @param folder the hub's own, where the pipe is made for the moment
   * @return the pid
   * @throws OsException if the program cannot be prepared or executed
   */
  public static int spawn(
      Program program, List<Spawner.Stream> streams, Path folder, Preparation preparation) {
    if (!Files.exists(children(LibC.gettid()))) {
      int child = Spawner.spawn(program, streams);
      preparation.prepare(child);
      return child;
    }
    Path pipe = folder.resolve("gate-" + LAST.incrementAndGet());
    LibC.check("make the pipe " + pipe, LibC.mkfifo(pipe.toString()));
    try {
      CompletableFuture<Integer> tid = new CompletableFuture<>();
      CompletableFuture<Integer> pid = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon()
          .name("spawn")
          .start(() -> {
            tid.complete(LibC.gettid());
            try {
              pid.complete(Spawner.spawn(program, streams, Optional.of(pipe.toString())));
            } catch (OsException | AssertionError e) {
              pid.completeExceptionally(e);
            }
          });
      Optional<Integer> child = awaitChild(tid.join(), pid);
      Optional<OsException> failure =
          child.flatMap(waits -> {
            try {
              preparation.prepare(waits);
              return Optional.empty();
            } catch (OsException e) {
              LibC.kill(waits, Signals.KILL);
              return Optional.of(e);
            }
          });
      return finish(pid, failure, open(pipe, pid, child), program);
    } finally {
      delete(pipe);
    }
  }

  private static int finish(
      CompletableFuture<Integer> pid,
      Optional<OsException> failure,
      boolean inTime,
      Program program) {
    try {
      int child = pid.join();
      if (!inTime) {
        WaitStatus.killAndReap(child);
        throw BlockingPoolException.timedOut(program.directory());
      }
      if (failure.isPresent()) {
        WaitStatus.killAndReap(child);
        throw failure.get();
      }
      return child;
    } catch (CompletionException e) {
      if (e.getCause() instanceof OsException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Waits a moment; kills the child once the start has taken too long, which makes it fail. */
  private static void pause(long begunNanos, Optional<Integer> child) {
    long passed = System.nanoTime() - begunNanos;
    if (passed > BlockingPool.SPAWN.toNanos()) {
      child.ifPresent(pid -> LibC.kill(pid, Signals.KILL));
    }
    LockSupport.parkNanos(passed < SOON_NANOS ? LOOK_NANOS : LATER_LOOK_NANOS);
  }

  /** The thread's only child; none if it failed before it came to the gate. */
  private static Optional<Integer> awaitChild(int tid, CompletableFuture<Integer> started) {
    Path children = children(tid);
    long begun = System.nanoTime();
    while (!started.isDone()) {
      try {
        String text = BoundedFile.text(children, CHILDREN_BYTES).strip();
        if (!text.isEmpty()) {
          return Optional.of(Integer.valueOf(text));
        }
      } catch (IOException e) {
        // The thread has ended, which it only does once it is known how the start went.
      }
      pause(begun, Optional.empty());
    }
    return Optional.empty();
  }

  private static Path children(int tid) {
    return Path.of("/proc/self/task/" + tid + "/children");
  }

  /**
   * Lets the child through, if it comes this far: a pipe that nobody reads cannot be opened.
   *
   * @return false if it took too long
   */
  private static boolean open(
      Path pipe, CompletableFuture<Integer> started, Optional<Integer> child) {
    long begun = System.nanoTime();
    while (!started.isDone()) {
      int fd = LibC.open(pipe.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
      if (fd >= 0) {
        LibC.close(fd);
        return true;
      }
      pause(begun, child);
    }
    return System.nanoTime() - begun < BlockingPool.SPAWN.toNanos();
  }

  private static void delete(Path pipe) {
    try {
      Files.deleteIfExists(pipe);
    } catch (IOException e) {
      // It is in a folder that is emptied at the next start.
    }
  }
}
