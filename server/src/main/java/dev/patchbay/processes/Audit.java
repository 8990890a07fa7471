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

  private final Path path;
  private final Storage storage;
  private final Timers timers;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final LineFile file;

  /** What the disk has not taken, the oldest first. */
  @GuardedBy("lock")
  private final Deque<String> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private long lost;

  Audit(Path path, Storage storage, Timers timers) {
    this.path = path;
    this.storage = storage;
    this.timers = timers;
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
    lock.lock();
    try {
      boolean failing = !waiting.isEmpty();
      waiting.addLast(Json.write(line) + "\n");
      if (waiting.size() > MOST_WAITING_LINES) {
        waiting.removeFirst();
        lost++;
      }
      // While the disk takes nothing, only the storage's own thread tries it.
      if (!failing) {
        writeWaiting();
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeAgain() {
    lock.lock();
    try {
      writeWaiting();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void writeWaiting() {
    try {
      while (!waiting.isEmpty()) {
        if (file.size() > MOST_BYTES) {
          file.close();
          Files.move(
              path,
              path.resolveSibling(path.getFileName() + ".1"),
              StandardCopyOption.REPLACE_EXISTING);
        }
        file.append(waiting.getFirst().getBytes(UTF_8));
        waiting.removeFirst();
      }
      storage.succeeded(path);
      if (lost > 0) {
        LOG.warn("{} lines of {} are lost: the disk took nothing for too long", lost, path);
        lost = 0;
      }
    } catch (IOException e) {
      var _ = storage.failed(path, e, this::writeAgain);
    }
  }

  void close() {
    lock.lock();
    try {
      writeWaiting();
      file.close();
    } finally {
      lock.unlock();
    }
  }
}
