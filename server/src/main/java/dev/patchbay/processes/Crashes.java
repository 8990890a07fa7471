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
  private final DiskThreads disk;

  /** Held by who reads or writes the file. */
  private final ReentrantLock access = new ReentrantLock();

  /** Held for a moment only, also while the file is accessed. */
  private final ReentrantLock lock = new ReentrantLock();

  /** What the disk has not taken, the oldest first. */
  @GuardedBy("lock")
  private List<String> waiting = List.of();

  /** Whether somebody will write what waits. */
  @GuardedBy("lock")
  private boolean scheduled;

  @GuardedBy("lock")
  private boolean deleted;

  Crashes(Path folder, String id, Storage storage, DiskThreads disk) {
    path = folder.resolve(id + ".crashes");
    this.storage = storage;
    this.disk = disk;
  }

  /** Keeps a report, which is written soon. */
  void add(Map<String, Object> crash) {
    String line = Json.write(crash);
    boolean begin;
    lock.lock();
    try {
      waiting = newest(waiting, List.of(line));
      begin = !scheduled && !deleted;
      scheduled |= begin;
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
      List<String> taken = without(List.of());
      while (!taken.isEmpty()) {
        String text = String.join("\n", newest(lines(), taken)) + "\n";
        PrivateFiles.replace(path, text.getBytes(UTF_8));
        taken = without(taken);
      }
      storage.succeeded(path);
    } catch (IOException e) {
      var _ = storage.failed(path, e, this::write);
    } finally {
      access.unlock();
    }
  }

  private List<String> waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** What is left to be written; if it is nothing, the next report has somebody write it. */
  private List<String> without(List<String> written) {
    lock.lock();
    try {
      waiting = waiting.stream().filter(line -> !written.contains(line)).toList();
      scheduled = !waiting.isEmpty();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private static List<String> newest(List<String> earlier, List<String> later) {
    List<String> all = new ArrayList<>(earlier);
    all.addAll(later);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /**
   * The newest first. Blocks.
   *
   * @throws dev.patchbay.os.BlockingPoolException if the disk does not answer
   */
  List<Map<?, ?>> all() {
    return disk.read(path, this::read);
  }

  private List<Map<?, ?>> read() {
    access.lock();
    try {
      List<Map<?, ?>> crashes = new ArrayList<>();
      for (String line : newest(lines(), waiting()).reversed()) {
        if (Json.parse(line) instanceof Map<?, ?> crash) {
          crashes.add(crash);
        }
      }
      return crashes;
    } catch (IOException e) {
      LOG.warn("cannot read {}: {}", path, e.toString());
      return List.of();
    } finally {
      access.unlock();
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(path) && Files.size(path) <= MAX_BYTES
        ? BoundedFile.lines(path, MAX_BYTES)
        : List.of();
  }

  /** Forgets them; the file is gone soon. */
  void delete() {
    lock.lock();
    try {
      deleted = true;
      waiting = List.of();
    } finally {
      lock.unlock();
    }
    disk.execute(this::deleteFile);
  }

  private void deleteFile() {
    access.lock();
    try {
      Files.deleteIfExists(path);
      storage.succeeded(path);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.toString());
    } finally {
      access.unlock();
    }
  }
}
