package dev.patchbay.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.Json;
import dev.patchbay.config.LineFile;
import dev.patchbay.config.Storage;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what, and what happened: a line of JSON for each {@link AuditEntry}. What the disk does
 * not take waits in memory until it does; of too much the oldest is lost, and the log says how
 * much. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** Of each of two files: some 40,000 entries. */
  private static final long MOST_BYTES = 10L * 1024 * 1024;

  /** Longer than any entry, whose details are bounded by who notes it. */
  private static final int MOST_LINE_BYTES = 256 * 1024;

  /** Some 200 characters a line as a rule, and 20,000 of one with all details. */
  static final int MOST_WAITING_LINES = 5_000;

  private static final int MOST_WAITING_CHARACTERS = 2 * 1024 * 1024;

  /** How long the end waits for a disk that does not answer. */
  private static final long LAST_WRITE_SECONDS = 1;

  private static final long IDLE_SECONDS = 30;

  private final Path path;
  private final Storage storage;
  private final Loop loop;

  /** One thread of the platform, since a disk may not answer, and only while there is work. */
  private final ThreadPoolExecutor disk;

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
  private int waitingCharacters;

  @GuardedBy("lock")
  private long lost;

  /** Whether somebody will write what waits: while the disk takes nothing, the storage does. */
  @GuardedBy("lock")
  private boolean scheduled;

  /**
   * @param path of the newest file; the one before it has {@code .1} at its end
   * @param storage is told where it cannot be written
   */
  public AuditLog(Path path, Storage storage, Loops loops) {
    this.path = path;
    this.storage = storage;
    loop = loops.named("audit-log");
    file = new LineFile(path);
    disk =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // There is one task at most.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("audit-log").factory());
    disk.allowCoreThreadTimeOut(true);
  }

  /** Of the newest entries, to tell whose file system has to answer. */
  public Path path() {
    return path;
  }

  /** Adds an entry. Never waits. */
  public void note(AuditEntry entry) {
    String text = Json.write(entry.fields()) + "\n";
    boolean begin;
    lock.lock();
    try {
      waiting.addLast(text);
      waitingCharacters += text.length();
      while (waiting.size() > MOST_WAITING_LINES || waitingCharacters > MOST_WAITING_CHARACTERS) {
        waitingCharacters -= waiting.removeFirst().length();
        lost++;
      }
      begin = !scheduled;
      scheduled = true;
    } finally {
      lock.unlock();
    }
    if (begin) {
      begin();
    }
  }

  private void begin() {
    try {
      disk.execute(loop.guard(this::write));
    } catch (RejectedExecutionException e) {
      LOG.debug("the audit log is closed", e);
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
      Files.move(path, older(), StandardCopyOption.REPLACE_EXISTING);
    }
    file.append(line.getBytes(UTF_8));
  }

  private Path older() {
    return path.resolveSibling(path.getFileName() + ".1");
  }

  /** If there is nothing, the next entry has somebody write it. */
  private Optional<String> next() {
    lock.lock();
    try {
      scheduled = !waiting.isEmpty();
      if (!scheduled && lost > 0) {
        LOG.warn("{} lines of {} are lost: the disk took nothing for too long", lost, path);
        lost = 0;
      }
      Optional<String> first = Optional.ofNullable(waiting.pollFirst());
      waitingCharacters -= first.map(String::length).orElse(0);
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(String line) {
    lock.lock();
    try {
      waiting.addFirst(line);
      waitingCharacters += line.length();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The newest entries that fit, the newest first, what the disk has not taken included. Reads
   * files, so it is called where that may block.
   *
   * @param limit how many at most
   */
  public List<AuditEntry> find(Predicate<AuditEntry> fits, int limit) throws IOException {
    Deque<AuditEntry> found = new ArrayDeque<>();
    access.lock();
    try {
      read(older(), fits, limit, found);
      read(path, fits, limit, found);
      unwritten().forEach(line -> keep(line, fits, limit, found));
    } finally {
      access.unlock();
    }
    List<AuditEntry> newestFirst = new ArrayList<>(found);
    return List.copyOf(newestFirst.reversed());
  }

  private List<String> unwritten() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  private static void read(
      Path file, Predicate<AuditEntry> fits, int limit, Deque<AuditEntry> found)
      throws IOException {
    if (Files.exists(file)) {
      var _ =
          BoundedFile.forEachLine(
              file, MOST_LINE_BYTES, Long.MAX_VALUE, UTF_8, line -> keep(line, fits, limit, found));
    }
  }

  private static void keep(
      String line, Predicate<AuditEntry> fits, int limit, Deque<AuditEntry> found) {
    AuditEntry.parse(line)
        .filter(fits)
        .ifPresent(entry -> {
          found.addLast(entry);
          if (found.size() > limit) {
            found.removeFirst();
          }
        });
  }

  /** Writes what waits, unless the disk does not answer. Blocks for a moment. */
  @Override
  public void close() {
    disk.shutdown();
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
