package dev.patchbay.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.DiskException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions on the disk. One thread writes, the newest state only, so nobody else waits for the
 * disk. What the disk does not take waits in the data dir's memory; a session that has ended must
 * not come back with the old file, which is deleted then. Thread-safe.
 */
public final class SessionStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);
  private static final String FILE = "sessions";

  /** The first line of a file of this form; the token's fingerprint follows. */
  private static final String FORM = "patchbay-sessions-2 ";

  /** How long the hub's stop waits for the last write. */
  private static final Duration STOP = Duration.ofSeconds(2);

  private final DataDir dataDir;
  private final Thread writer = Thread.ofPlatform().daemon().name("sessions").unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What is to be written; null once the writer has taken it. */
  @GuardedBy("lock")
  private @Nullable Content wanted;

  /** Who wait for ended sessions to be off the disk. */
  @GuardedBy("lock")
  private List<CompletableFuture<Void>> removals = new ArrayList<>();

  @GuardedBy("lock")
  private boolean closed;

  /**
   * All of the file.
   *
   * @param fingerprint of the token that the sessions were made with
   */
  record Content(String fingerprint, List<Session> sessions) {
    Content {
      sessions = List.copyOf(sessions);
    }

    String text() {
      return FORM
          + fingerprint
          + "\n"
          + sessions.stream().map(Session::line).collect(Collectors.joining());
    }
  }

  private SessionStore(DataDir dataDir) {
    this.dataDir = dataDir;
  }

  public static SessionStore open(DataDir dataDir) {
    SessionStore store = new SessionStore(dataDir);
    store.writer.start();
    return store;
  }

  /** What the last hub kept; nothing where the file is of another form or damaged. */
  Content read() {
    String text;
    try {
      text = dataDir.read(FILE).orElse("");
    } catch (ConfigException e) {
      LOG.warn("browsers must log in anew: {}", e.getMessage());
      return new Content("", List.of());
    }
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      return new Content("", List.of());
    }
    try {
      if (!lines.getFirst().startsWith(FORM)) {
        throw new IllegalArgumentException("another form");
      }
      return new Content(
          lines.getFirst().substring(FORM.length()),
          lines.stream().skip(1).map(Session::parse).toList());
    } catch (RuntimeException e) {
      LOG.warn("the sessions in the data dir cannot be used and are set aside; log in anew");
      setAside();
      return new Content("", List.of());
    }
  }

  private void setAside() {
    try {
      dataDir.setAside(FILE);
    } catch (ConfigException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** Has this written soon. */
  void write(Content content) {
    lock.lock();
    try {
      wanted = content;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has this written soon, because a session has ended.
   *
   * @return done when the session is off the disk or the disk refused; never fails
   */
  CompletableFuture<Void> remove(Content content) {
    CompletableFuture<Void> removed = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        removed.complete(null);
      } else {
        wanted = content;
        removals.add(removed);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return removed;
  }

  private void run() {
    boolean more = true;
    while (more) {
      List<CompletableFuture<Void>> served = List.of();
      try {
        Task task = next();
        served = task.removals;
        more = !task.last;
        if (task.content != null) {
          store(task.content, !task.removals.isEmpty());
        }
      } catch (InterruptedException e) {
        LOG.debug("nobody interrupts this thread", e);
      } catch (Throwable e) {
        LOG.error("the sessions' thread goes on after a failure", e);
      } finally {
        served.forEach(removal -> removal.complete(null));
      }
    }
  }

  private record Task(
      @Nullable Content content, List<CompletableFuture<Void>> removals, boolean last) {}

  /** Waits for something to write. */
  private Task next() throws InterruptedException {
    lock.lock();
    try {
      while (wanted == null && !closed) {
        changed.await();
      }
      Task task = new Task(wanted, removals, closed);
      wanted = null;
      removals = new ArrayList<>();
      return task;
    } finally {
      lock.unlock();
    }
  }

  private void store(Content content, boolean removes) {
    try {
      if (removes) {
        dataDir.keepOrDelete(FILE, content.text());
      } else {
        dataDir.keep(FILE, content.text());
      }
    } catch (DiskException e) {
      LOG.error("sessions are in memory only, until the next one begins or ends", e);
    }
  }

  /** Waits until everything is written, or waits in the data dir's memory; 2 s at most. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!writer.join(STOP)) {
        LOG.warn("the disk did not take the sessions in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
