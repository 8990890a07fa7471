package dev.patchbay.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Small files of one folder, and what the disk has not taken of them: the newest text of each, or
 * that it is to be deleted. Thread-safe.
 */
final class KeptFiles {
  /** Names that wait for the disk. */
  static final int MOST_WAITING = 2_000;

  /** Characters of all texts that wait. */
  static final long MOST_WAITING_CHARACTERS = 4L * 1024 * 1024;

  /** The largest, the sessions of many browsers, have some kilobytes. */
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int LOCKS = 16;

  private final Path folder;
  private final Storage storage;

  /** By name; empty where the file is to be deleted. */
  private final ConcurrentHashMap<String, Optional<String>> waiting = new ConcurrentHashMap<>();

  /** Writers of one name take turns, so that the last one's text is what stays. */
  private final List<ReentrantLock> locks =
      java.util.stream.Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  KeptFiles(Path folder, Storage storage) {
    this.folder = folder;
    this.storage = storage;
  }

  Optional<String> read(String name) throws IOException {
    Optional<String> text = waiting.get(name);
    if (text != null) {
      return text;
    }
    Path file = folder.resolve(name);
    return Files.exists(file) ? Optional.of(BoundedFile.text(file, MAX_BYTES)) : Optional.empty();
  }

  void keep(String name, String text) {
    put(name, Optional.of(text), false);
  }

  /** The same; but where the disk does not take it, what the file said before is deleted. */
  void keepOrDelete(String name, String text) {
    put(name, Optional.of(text), true);
  }

  void delete(String name) {
    put(name, Optional.empty(), false);
  }

  private void put(String name, Optional<String> text, boolean deletesOld) {
    ReentrantLock lock = lockOf(name);
    lock.lock();
    try {
      write(name, text);
      waiting.remove(name);
      storage.succeeded(folder.resolve(name));
    } catch (IOException e) {
      if (deletesOld) {
        deleteOld(name);
      }
      DiskFault fault = storage.failed(folder.resolve(name), e, () -> flush(name));
      if (text.isPresent() && isFull(text.get())) {
        storage.succeeded(folder.resolve(name));
        throw new DiskException(fault);
      }
      waiting.put(name, text);
    } finally {
      lock.unlock();
    }
  }

  /** For which a full disk has room. */
  private void deleteOld(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      LoggerFactory.getLogger(KeptFiles.class)
          .error("{} says what holds no longer until it can be written: {}", name, e.toString());
    }
  }

  private boolean isFull(String more) {
    long characters =
        waiting.values().stream().flatMap(Optional::stream).mapToLong(String::length).sum();
    return waiting.size() >= MOST_WAITING || characters + more.length() > MOST_WAITING_CHARACTERS;
  }

  private void write(String name, Optional<String> text) throws IOException {
    Path file = folder.resolve(name);
    if (text.isPresent()) {
      PrivateFiles.replace(file, text.get().getBytes(UTF_8));
    } else {
      Files.deleteIfExists(file);
    }
  }

  /** A file was written otherwise. */
  void wasWritten(String name) {
    if (waiting.remove(name) != null) {
      storage.succeeded(folder.resolve(name));
    }
  }

  /** Tries again what has not been written. */
  void flush() {
    List.copyOf(waiting.keySet()).forEach(this::flush);
  }

  private void flush(String name) {
    ReentrantLock lock = lockOf(name);
    lock.lock();
    try {
      Optional<String> text = waiting.get(name);
      if (text != null) {
        write(name, text);
        waiting.remove(name);
      }
      storage.succeeded(folder.resolve(name));
    } catch (IOException e) {
      var _ = storage.failed(folder.resolve(name), e, () -> flush(name));
    } finally {
      lock.unlock();
    }
  }

  private ReentrantLock lockOf(String name) {
    return locks.get(Math.floorMod(name.hashCode(), LOCKS));
  }
}
