package dev.patchbay.processes.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.Storage;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of processes, and all that ever ran, up to a number. Thread-safe.
 *
 * <p>Who records only hands over; one task at most writes, in the order of the records, on threads
 * that may hang. If the disk takes nothing, or records come faster than it does, the file is
 * written whole from memory as soon as it does again.
 */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String FILE = "processes.journal";

  /** Below this the file is not worth writing anew. */
  private static final int FEW_LINES = 2_000;

  /** Records that wait for the disk; beyond it, writing the file anew is less work. */
  private static final int MOST_WAITING = 1_000;

  /** The kernel takes a line within a millisecond, and a flush of a busy disk some hundred. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Storage storage;
  private final Executor disk;

  /** The task's own. */
  private final Journal journal;

  private final int damaged;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();

  @GuardedBy("lock")
  private final Contents contents;

  /** The oldest first. */
  @GuardedBy("lock")
  private final List<Map<String, Object>> waiting = new ArrayList<>();

  /** Whether the file is to be written whole, whatever waits. */
  @GuardedBy("lock")
  private boolean anew;

  /** Whether the disk refused; then only the storage's own thread has it tried again. */
  @GuardedBy("lock")
  private boolean behind;

  /** How many records there were, and how many of them the kernel has. */
  @GuardedBy("lock")
  private long recorded;

  @GuardedBy("lock")
  private long written;

  /** Whether there is a task, or one will be. */
  @GuardedBy("lock")
  private boolean working;

  /** Since when the disk has been asked the same. */
  @GuardedBy("lock")
  private long askedNanos;

  /** What the kernel has and the disk may not. */
  @GuardedBy("lock")
  private Optional<FileChannel> unforced = Optional.empty();

  private Registry(DataDir dataDir, int keptEnded, Executor disk) {
    storage = dataDir.storage();
    this.disk = disk;
    contents = new Contents(keptEnded);
    journal = new Journal(dataDir.path().resolve(FILE));
    Journal.Reading reading = journal.read();
    int bad = reading.damaged();
    for (Map<?, ?> record : reading.records()) {
      bad += contents.replay(record) ? 0 : 1;
    }
    damaged = bad;
    if (damaged > 0) {
      dataDir.setAside(FILE);
      LOG.warn(
          "{} records of the registry were damaged and are left out; the file is kept as"
              + " {}.damaged",
          damaged,
          FILE);
    }
    try {
      journal.rewrite(contents.records());
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Reads what earlier hubs recorded. Blocks.
   *
   * @param keptEnded how many ended incarnations are kept
   * @param disk runs what writes, and may hang
   */
  public static Registry open(DataDir dataDir, int keptEnded, Executor disk) {
    return new Registry(dataDir, keptEnded, disk);
  }

  /** How many records could not be read. */
  public int damaged() {
    return damaged;
  }

  /** All that is known, whether it runs or not. */
  public List<Known> known() {
    lock.lock();
    try {
      return contents.known();
    } finally {
      lock.unlock();
    }
  }

  /** What has no end in the records: it runs, or did when an earlier hub was killed. */
  public List<Incarnation> running() {
    lock.lock();
    try {
      return contents.running();
    } finally {
      lock.unlock();
    }
  }

  /** The record of an incarnation that runs. */
  public Optional<Incarnation> running(String id, int generation) {
    lock.lock();
    try {
      return contents.running(id, generation);
    } finally {
      lock.unlock();
    }
  }

  /** All that ran and all that runs, the newest first. */
  public List<Incarnation> history() {
    lock.lock();
    try {
      return contents.history();
    } finally {
      lock.unlock();
    }
  }

  /** Records a process, or that it is declared otherwise than before. Never waits, as all below. */
  public void record(Known process) {
    lock.lock();
    try {
      contents.put(process);
      write(Contents.record(process));
    } finally {
      lock.unlock();
    }
  }

  /** Records a wish. */
  public void wanted(String id, boolean wish) {
    lock.lock();
    try {
      contents.want(id, wish);
      write(Contents.wanted(id, wish));
    } finally {
      lock.unlock();
    }
  }

  /** Records whether a process has done what it is for. */
  public void completed(String id, boolean done) {
    lock.lock();
    try {
      contents.complete(id, done);
      write(Contents.completed(id, done));
    } finally {
      lock.unlock();
    }
  }

  /** Records an incarnation: that it is about to start, that it runs, that it ended. */
  public void record(Incarnation incarnation) {
    lock.lock();
    try {
      contents.put(incarnation);
      write(Contents.record(incarnation));
    } finally {
      lock.unlock();
    }
  }

  /** Records that a process is forgotten; what it ran stays in the history. */
  public void gone(String id) {
    lock.lock();
    try {
      contents.remove(id);
      recorded++;
      // Its declaration may hold secrets, of which nothing is to stay on the disk.
      anew = true;
      begin();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void write(Map<String, Object> record) {
    recorded++;
    if (behind || waiting.size() >= MOST_WAITING) {
      anew = true;
    } else {
      waiting.add(record);
    }
    begin();
  }

  /** Has a task write what waits, unless the disk refused and is not to be asked again yet. */
  @GuardedBy("lock")
  private void begin() {
    if (!working && !behind) {
      workSoon();
    }
  }

  @GuardedBy("lock")
  private void workSoon() {
    working = true;
    askedNanos = System.nanoTime();
    try {
      disk.execute(this::work);
    } catch (Throwable e) {
      // There is nobody to do it; the next record tries again.
      working = false;
      throw e;
    }
  }

  /**
   * Waits until what was recorded would survive the hub's being killed. Returns at once where the
   * disk takes nothing, and after a second where it does not answer: what is missing is written
   * once it does.
   */
  public void await() {
    boolean hangs;
    lock.lock();
    try {
      long upTo = recorded;
      while (written < upTo && working && !behind && patienceNanos() > 0) {
        var _ = progress.awaitNanos(patienceNanos());
      }
      hangs = written < upTo && working && !behind;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      lock.unlock();
    }
    if (hangs) {
      storage.hangs(journal.path(), this::writeAgain);
    }
  }

  @GuardedBy("lock")
  private long patienceNanos() {
    return PATIENCE.toNanos() - (System.nanoTime() - askedNanos);
  }

  private void work() {
    try {
      while (turn()) {
        LOG.trace("there may be more to write");
      }
    } catch (IOException e) {
      failed(e);
    } catch (Throwable e) {
      failed(new IOException(e));
      throw e;
    }
  }

  /**
   * @return whether there may be more to do
   */
  private boolean turn() throws IOException {
    List<Map<String, Object>> records;
    boolean whole;
    long upTo;
    lock.lock();
    try {
      if (waiting.isEmpty() && !anew) {
        working = false;
        progress.signalAll();
        return false;
      }
      askedNanos = System.nanoTime();
      upTo = recorded;
      int lines = journal.lines() + waiting.size();
      whole = anew || (lines > FEW_LINES && lines > 4 * contents.size());
      records = whole ? contents.records() : List.copyOf(waiting);
      anew = false;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    if (whole) {
      journal.rewrite(records);
    } else {
      journal.append(records);
    }
    storage.succeeded(journal.path());
    lock.lock();
    try {
      written = upTo;
      behind = false;
      unforced = whole ? Optional.empty() : journal.channel();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    return true;
  }

  /** On the task's thread, which ends with it. */
  private void failed(IOException e) {
    lock.lock();
    try {
      behind = true;
      anew = true;
      waiting.clear();
      unforced = Optional.empty();
    } finally {
      lock.unlock();
    }
    try {
      var _ = storage.failed(journal.path(), e, this::writeAgain);
    } finally {
      lock.lock();
      try {
        working = false;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void writeAgain() {
    lock.lock();
    try {
      anew = true;
      if (!working) {
        workSoon();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has the disk take what was recorded. Blocks for as long as the disk does, and keeps nobody from
   * recording meanwhile.
   */
  public void settle() {
    try {
      force();
    } catch (IOException e) {
      LOG.warn("{} is written anew: {}", journal.path(), e.toString());
      writeAgain();
    }
  }

  private void force() throws IOException {
    Optional<FileChannel> channel;
    lock.lock();
    try {
      channel = unforced;
      unforced = Optional.empty();
    } finally {
      lock.unlock();
    }
    try {
      if (channel.isPresent()) {
        channel.get().force(false);
      }
    } catch (ClosedChannelException e) {
      // The file was written anew meanwhile, and forced then.
    }
  }

  /** Has the disk take what it will, and waits for two seconds at most. */
  @Override
  public void close() {
    try {
      if (!finish()) {
        LOG.warn("{} does not answer: what it lacks is lost", journal.path());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean finish() throws InterruptedException {
    lock.lock();
    try {
      if (behind && !working) {
        workSoon();
      }
      while (working && patienceNanos() > 0) {
        var _ = progress.awaitNanos(patienceNanos());
      }
      if (working) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    CountDownLatch done = new CountDownLatch(1);
    disk.execute(() -> {
      try {
        force();
      } catch (IOException e) {
        LOG.warn("the disk has not all of {}: {}", journal.path(), e.toString());
      } finally {
        journal.close();
        done.countDown();
      }
    });
    return done.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
  }
}
