package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.Json;
import dev.patchbay.config.PrivateFiles;
import dev.patchbay.config.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crash reports of one process, the newest few, in a file with one a line. Those that the disk does
 * not take wait in memory until it does. Thread-safe.
 */
final class Crashes {
  static final int KEPT = 10;

  /** Some ten times so many reports of 200 long lines; a file beyond it is begun anew. */
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);

  private final Path path;
  private final Storage storage;
  private final ReentrantLock lock = new ReentrantLock();

  /** What the disk has not taken, the oldest first. */
  @GuardedBy("lock")
  private List<String> waiting = List.of();

  @GuardedBy("lock")
  private boolean deleted;

  Crashes(Path folder, String id, Storage storage) {
    path = folder.resolve(id + ".crashes");
    this.storage = storage;
  }

  void add(Map<String, Object> crash) {
    lock.lock();
    try {
      waiting = newest(waiting, List.of(Json.write(crash)));
      writeWaiting();
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
      if (!deleted && !waiting.isEmpty()) {
        String text = String.join("\n", newest(lines(), waiting)) + "\n";
        PrivateFiles.replace(path, text.getBytes(UTF_8));
      }
      waiting = List.of();
      storage.succeeded(path);
    } catch (IOException e) {
      var _ = storage.failed(path, e, this::writeAgain);
    }
  }

  private static List<String> newest(List<String> earlier, List<String> later) {
    List<String> all = new ArrayList<>(earlier);
    all.addAll(later);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /** The newest first. Reads a file. */
  List<Map<?, ?>> all() {
    lock.lock();
    try {
      List<Map<?, ?>> crashes = new ArrayList<>();
      for (String line : newest(lines(), waiting).reversed()) {
        if (Json.parse(line) instanceof Map<?, ?> crash) {
          crashes.add(crash);
        }
      }
      return crashes;
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", path, e.toString());
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(path) && Files.size(path) <= MAX_BYTES
        ? BoundedFile.lines(path, MAX_BYTES)
        : List.of();
  }

  void delete() {
    lock.lock();
    try {
      deleted = true;
      waiting = List.of();
      Files.deleteIfExists(path);
      storage.succeeded(path);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.toString());
    } finally {
      lock.unlock();
    }
  }
}
