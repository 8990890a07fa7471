package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.config.Json;
import dev.patchbay.config.LineFile;
import dev.patchbay.config.Storage;
import dev.patchbay.os.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who had what done: a line of JSON for each start, refusal, signal and limit. What the disk does
 * not take waits in memory until it does; of too much the oldest is lost, and the log says how
 * much. Thread-safe.
 */
final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final long MOST_BYTES = 10L * 1024 * 1024;

  /** Of some 200 bytes each. */
  static final int MOST_WAITING_LINES = 5_000;

  /** How long the end waits for a disk that does not answer. */
  private static final long LAST_WRITE_SECONDS = 1;

  private final Path path;
  private final Storage storage;
  private final Timers timers;
  private final Executor disk;

  /** Held by who accesses the file. */
  private final ReentrantLock access = new ReentrantLock();

  @GuardedBy("access")
  private final LineFile file;

  /** Held for a moment only, also while the file is accessed. */
  private final ReentrantLock lock = new ReentrantLock();

  /** What the disk has not taken, the oldest first. */
  @GuardedBy("lock")
  private final Deque<String> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private long lost;

  /** Whether somebody will write what waits: while the disk takes nothing, the storage does. */
  @GuardedBy("lock")
  private boolean scheduled;

  /**
   * @param disk runs what writes
   */
  Audit(Path path, Storage storage, Timers timers, Executor disk) {
    this.path = path;
    this.storage = storage;
    this.timers = timers;
    this.disk = disk;
    file = new LineFile(path);
  }

  /**
   * @param who asked for it, such as {@code api} or {@code policy}
   * @param what was done, {@code lower-dash}
   */
  void note(String who, String what, String id, String name, String detail) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", timers.now().toString());
    line.put("who", who);
    line.put("what", what);
    line.put("id", id);
    line.put("name", name);
    line.put("detail", detail);
    String text = Json.write(line) + "\n";
    boolean begin;
    lock.lock();
    try {
      waiting.addLast(text);
      if (waiting.size() > MOST_WAITING_LINES) {
        waiting.removeFirst();
        lost++;
      }
      begin = !scheduled;
      scheduled = true;
    } finally {
      lock.unlock();
    }
    if (begin) {
      disk.execute(this::write);
    }
  }

  private void write() {
    access.lock();
    try {
      writeWaiting();
    } finally {
      access.unlock();
    }
  }

  @GuardedBy("access")
  private void writeWaiting() {
    try {
      Optional<String> next = next();
      while (next.isPresent()) {
        try {
          append(next.get());
        } catch (IOException e) {
          putBack(next.get());
          throw e;
        }
        next = next();
      }
      storage.succeeded(path);
    } catch (IOException e) {
      var _ = storage.failed(path, e, this::write);
    }
  }

  @GuardedBy("access")
  private void append(String line) throws IOException {
    if (file.size() > MOST_BYTES) {
      file.close();
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    file.append(line.getBytes(UTF_8));
  }

  /** If there is nothing, the next line has somebody write it. */
  private Optional<String> next() {
    lock.lock();
    try {
      scheduled = !waiting.isEmpty();
      if (!scheduled && lost > 0) {
        LOG.warn("{} lines of {} are lost: the disk took nothing for too long", lost, path);
        lost = 0;
      }
      return Optional.ofNullable(waiting.pollFirst());
    } finally {
      lock.unlock();
    }
  }

  private void putBack(String line) {
    lock.lock();
    try {
      waiting.addFirst(line);
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, unless the disk does not answer. Blocks for a moment. */
  void close() {
    try {
      if (access.tryLock(LAST_WRITE_SECONDS, TimeUnit.SECONDS)) {
        try {
          writeWaiting();
          file.close();
        } finally {
          access.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
