package dev.patchbay.processes.registry;

import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of processes, and all that ever ran, up to a number. Thread-safe. */
public final class Registry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String FILE = "processes.journal";

  /** Below this the file is not worth writing anew. */
  private static final int FEW_LINES = 2_000;

  private final int keptEnded;
  private final Journal journal;
  private final int damaged;
  private final ReentrantLock lock = new ReentrantLock();

  /** By id; guarded by the lock, as are all below. */
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** By id and generation. */
  private final Map<String, Incarnation> running = new LinkedHashMap<>();

  private final Deque<Incarnation> ended = new ArrayDeque<>();

  private Registry(DataDir dataDir, int keptEnded) {
    this.keptEnded = keptEnded;
    journal =
        new Journal(
            dataDir.path().resolve(FILE), dataDir.storage(), this::writeAgain, this::everything);
    Journal.Reading reading = journal.read();
    int bad = reading.damaged();
    for (Map<?, ?> record : reading.records()) {
      bad += replay(record) ? 0 : 1;
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
    journal.rewrite();
  }

  /**
   * Reads what earlier hubs recorded.
   *
   * @param keptEnded how many ended incarnations are kept
   */
  public static Registry open(DataDir dataDir, int keptEnded) {
    return new Registry(dataDir, keptEnded);
  }

  /** How many records could not be read. */
  public int damaged() {
    return damaged;
  }

  private boolean replay(Map<?, ?> record) {
    try {
      switch (String.valueOf(record.get("type"))) {
        case "known" -> put(Known.of(record));
        case "wanted" ->
            want(String.valueOf(record.get("id")), Boolean.TRUE.equals(record.get("wanted")));
        case "gone" -> known.remove(String.valueOf(record.get("id")));
        case "incarnation" -> put(Incarnation.of(record));
        default -> {
          return false;
        }
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void put(Known process) {
    known.put(process.id(), process);
  }

  private void want(String id, boolean wish) {
    known.computeIfPresent(id, (_, process) -> process.with(wish));
  }

  private void put(Incarnation incarnation) {
    String key = key(incarnation);
    if (incarnation.endedAt().isEmpty()) {
      running.put(key, incarnation);
      known.computeIfPresent(
          incarnation.id(),
          (_, process) -> process.with(Math.max(process.generation(), incarnation.generation())));
    } else {
      running.remove(key);
      ended.addLast(incarnation);
      while (ended.size() > keptEnded) {
        ended.removeFirst();
      }
    }
  }

  private static String key(Incarnation incarnation) {
    return incarnation.id() + "/" + incarnation.generation();
  }

  /** All that is known, whether it runs or not. */
  public List<Known> known() {
    return locked(() -> List.copyOf(known.values()));
  }

  /** What has no end in the records: it runs, or did when an earlier hub was killed. */
  public List<Incarnation> running() {
    return locked(() -> List.copyOf(running.values()));
  }

  /** All that ran and all that runs, the newest first. */
  public List<Incarnation> history() {
    return locked(() -> {
      List<Incarnation> all = new ArrayList<>(ended);
      all.addAll(running.values());
      return all.reversed();
    });
  }

  /** Records a process, or that it is declared otherwise than before. */
  public void record(Known process) {
    write("known", process.toRecord(), () -> put(process));
  }

  /** Records a wish. */
  public void wanted(String id, boolean wish) {
    write("wanted", Map.of("id", id, "wanted", wish), () -> want(id, wish));
  }

  /** Records that a process is forgotten; what it ran stays in the history. */
  public void gone(String id) {
    write("gone", Map.of("id", id), () -> known.remove(id));
    // Its declaration may hold secrets, of which nothing is to stay on the disk.
    writeAgain();
  }

  /** Records an incarnation: that it is about to start, that it runs, that it ended. */
  public void record(Incarnation incarnation) {
    write("incarnation", incarnation.toRecord(), () -> put(incarnation));
  }

  /** The record of an incarnation that runs. */
  public Optional<Incarnation> running(String id, int generation) {
    return locked(() -> Optional.ofNullable(running.get(id + "/" + generation)));
  }

  private void writeAgain() {
    locked(() -> {
      journal.rewrite();
      return true;
    });
  }

  /**
   * Has the disk take what was recorded. Blocks for as long as the disk does, and keeps nobody from
   * recording meanwhile.
   */
  public void settle() {
    Optional<FileChannel> channel = locked(journal::unforced);
    try {
      if (channel.isPresent()) {
        channel.get().force(false);
      }
    } catch (ClosedChannelException e) {
      // The file was written anew meanwhile, and forced then.
    } catch (IOException e) {
      locked(() -> {
        journal.fail(e);
        return true;
      });
    }
  }

  private void write(String type, Map<String, Object> record, Runnable change) {
    locked(() -> {
      change.run();
      Map<String, Object> typed = new LinkedHashMap<>(record);
      typed.put("type", type);
      journal.append(typed);
      int worthKeeping = known.size() + running.size() + ended.size();
      if (journal.lines() > FEW_LINES && journal.lines() > 4 * worthKeeping) {
        journal.rewrite();
      }
      return true;
    });
  }

  private List<Map<String, Object>> everything() {
    List<Map<String, Object>> records = new ArrayList<>();
    known.values().forEach(process -> records.add(typed("known", process.toRecord())));
    ended.forEach(incarnation -> records.add(typed("incarnation", incarnation.toRecord())));
    running
        .values()
        .forEach(incarnation -> records.add(typed("incarnation", incarnation.toRecord())));
    return records;
  }

  private static Map<String, Object> typed(String type, Map<String, Object> record) {
    record.put("type", type);
    return record;
  }

  private <T> T locked(java.util.function.Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    settle();
    locked(() -> {
      if (journal.isBehind()) {
        journal.rewrite();
      }
      journal.close();
      return true;
    });
  }
}
