package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The children of one thread, where the kernel tells of them. posix_spawn suspends the thread until
 * its child executes, so this is how a child is found that never gets there. Thread-safe.
 */
final class ThreadChildren {
  private static final int MAX_BYTES = 4096;
  private static final Path SELF = Path.of("/proc/thread-self");

  private volatile Path thread = SELF;

  /** On the thread, which must have started no process before. */
  void noteThread() {
    try {
      thread = Path.of("/proc").resolve(Files.readSymbolicLink(SELF));
    } catch (IOException e) {
      // Not Linux.
    }
  }

  /** Its children have executed. */
  void forgetThread() {
    thread = SELF;
  }

  void kill() {
    try {
      if (thread.equals(SELF)) {
        return;
      }
      String pids = BoundedFile.text(thread.resolve("children"), MAX_BYTES);
      pids.strip()
          .lines()
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .filter(pid -> !pid.isEmpty())
          .forEach(pid -> LibC.kill(Long.parseLong(pid), Signals.KILL));
    } catch (IOException e) {
      // The thread has ended, or the kernel does not tell.
    }
  }
}
