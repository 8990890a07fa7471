package dev.patchbay.processes;

import dev.patchbay.config.Json;
import dev.patchbay.os.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who had what done: a line of JSON for each start, refusal, signal and limit. Thread-safe. */
final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final long MOST_BYTES = 10L * 1024 * 1024;

  private final Path path;
  private final Timers timers;
  private final ReentrantLock lock = new ReentrantLock();

  Audit(Path path, Timers timers) {
    this.path = path;
    this.timers = timers;
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
      if (Files.exists(path) && Files.size(path) > MOST_BYTES) {
        Files.move(
            path,
            path.resolveSibling(path.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(
          path, Json.write(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}; {}", path, e.toString(), line);
    } finally {
      lock.unlock();
    }
  }
}
