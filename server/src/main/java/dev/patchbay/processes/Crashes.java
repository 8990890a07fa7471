package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Crash reports of one process, the newest few, in a file with one a line. Thread-safe. */
final class Crashes {
  static final int KEPT = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Crashes.class);

  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();

  Crashes(Path folder, String id) {
    path = folder.resolve(id + ".crashes");
  }

  void add(Map<String, Object> crash) {
    lock.lock();
    try {
      List<String> lines = new ArrayList<>(lines());
      lines.add(Json.write(crash));
      List<String> kept = lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
      Path fresh = path.resolveSibling(path.getFileName() + ".new");
      Files.write(
          fresh, kept, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(fresh, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("a crash report cannot be kept in {}: {}", path, e.toString());
    } finally {
      lock.unlock();
    }
  }

  /** The newest first. Reads a file. */
  List<Map<?, ?>> all() {
    lock.lock();
    try {
      List<Map<?, ?>> crashes = new ArrayList<>();
      for (String line : lines().reversed()) {
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
    return Files.exists(path) ? Files.readAllLines(path, UTF_8) : List.of();
  }

  void delete() {
    lock.lock();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.toString());
    } finally {
      lock.unlock();
    }
  }
}
