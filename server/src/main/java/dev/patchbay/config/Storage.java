package dev.patchbay.config;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Which of the hub's own files cannot be written now. What could not be written stays with its
 * writer, in memory and bounded; its writer is asked to try again each second until it can.
 * Thread-safe.
 */
public final class Storage implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** More than there are writers; what is beyond is not tried again. */
  private static final int MOST_FAILURES = 5_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();

  @GuardedBy("lock")
  private final Map<Path, Failure> failures = new LinkedHashMap<>();

  @GuardedBy("lock")
  private boolean retrying;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * A file that cannot be written.
   *
   * @param again writes it; calls {@link #succeeded} or {@link #failed}, and may block
   */
  private record Failure(DiskFault fault, Instant since, Runnable again) {}

  /**
   * What cannot be written.
   *
   * @param since when it first failed
   */
  public record Unwritten(DiskFault fault, Instant since) {}

  /**
   * Notes that a file could not be written.
   *
   * @param again tries to write it; called on a thread of this object's own, and may block
   * @return what is wrong
   */
  public DiskFault failed(Path file, IOException e, Runnable again) {
    DiskFault fault = DiskFault.of(e, file);
    note(file, fault, again);
    return fault;
  }

  /**
   * Notes that the disk does not answer for a file.
   *
   * @param again as with {@link #failed}
   */
  public void hangs(Path file, Runnable again) {
    note(file, DiskFault.hanging(file), again);
  }

  private void note(Path file, DiskFault fault, Runnable again) {
    lock.lock();
    try {
      Failure before = failures.get(file);
      if (before == null && failures.size() >= MOST_FAILURES) {
        return;
      }
      Instant since = before == null ? Instant.now() : before.since;
      failures.put(file, new Failure(fault, since, again));
      if (before == null) {
        // Not a field: clients use the data dir too, and are not to load the log.
        LoggerFactory.getLogger(Storage.class)
            .error("{} It is tried again until it succeeds.", fault.detail());
      }
      if (!retrying && !closed) {
        retrying = true;
        Thread.ofPlatform().daemon().name("storage-retry").start(this::retry);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a file was written, or need not be any more. */
  public void succeeded(Path file) {
    lock.lock();
    try {
      if (failures.remove(file) != null) {
        LoggerFactory.getLogger(Storage.class).info("{} can be written again", file);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What cannot be written now, the oldest first. */
  public List<Unwritten> unwritten() {
    lock.lock();
    try {
      return failures.values().stream()
          .map(failure -> new Unwritten(failure.fault, failure.since))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void retry() {
    while (true) {
      List<Failure> due;
      lock.lock();
      try {
        if (!closed) {
          var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (closed || failures.isEmpty()) {
          retrying = false;
          return;
        }
        due = List.copyOf(failures.values());
      } catch (InterruptedException e) {
        retrying = false;
        return;
      } finally {
        lock.unlock();
      }
      due.forEach(Storage::tryAgain);
    }
  }

  private static void tryAgain(Failure failure) {
    try {
      failure.again.run();
    } catch (Throwable e) {
      // One writer's fault keeps none of the others from being tried.
      LoggerFactory.getLogger(Storage.class)
          .error("trying to write {} again failed", failure.fault.path(), e);
    }
  }

  /** Stops trying. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
