package dev.patchbay.terminals.pty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machine's processes as /proc shows them. Thread-safe; one reading serves all who wait for it.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /**
   * One process.
   *
   * @param started clock ticks since boot; with the pid it names a process for good
   * @param state as in proc(5): Z and X have ended
   */
  record Entry(int pid, char state, int parent, int session, long started) {
    boolean hasEnded() {
      return state == 'Z' || state == 'X';
    }

    boolean isSameProcessAs(Entry other) {
      return pid == other.pid && started == other.started;
    }
  }

  /**
   * What costs more to find out than an {@link Entry}; empty for another user's process.
   *
   * @param environment the assignments it was started with
   * @param streams the files that are its standard input, output and error
   */
  record Detail(Set<String> environment, Set<String> streams) {}

  /** The processes at one moment; their details are looked at when asked for, once. */
  static final class Reading {
    private final long begunNanos;
    private final List<Entry> entries;
    private final Map<Integer, Detail> details = new ConcurrentHashMap<>();

    private Reading(long begunNanos, List<Entry> entries) {
      this.begunNanos = begunNanos;
      this.entries = entries;
    }

    List<Entry> entries() {
      return entries;
    }

    Detail detail(Entry entry) {
      return details.computeIfAbsent(entry.pid(), ProcessTable::readDetail);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private Reading latest = new Reading(System.nanoTime(), List.of());

  /** All processes, read after this call began. */
  Reading read() {
    long wanted = System.nanoTime();
    lock.lock();
    try {
      if (latest.begunNanos - wanted <= 0) {
        latest = new Reading(System.nanoTime(), readAll());
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /** One process, unless it is gone. */
  static Optional<Entry> find(long pid) {
    try {
      return Optional.of(parse(pid, Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Entry> readAll() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        find(Long.parseLong(process.toFile().getName())).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new PtyException(PtyException.Reason.OTHER, "cannot read " + PROC + ": " + e);
    }
    return List.copyOf(entries);
  }

  /** See proc(5): the name in parentheses may itself hold spaces and parentheses. */
  private static Entry parse(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21);
    return new Entry(
        Math.toIntExact(pid),
        fields[0].charAt(0),
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[19]));
  }

  private static Detail readDetail(int pid) {
    Path process = PROC.resolve(Integer.toString(pid));
    Set<String> streams = new HashSet<>();
    for (String descriptor : List.of("fd/0", "fd/1", "fd/2")) {
      try {
        streams.add(Files.readSymbolicLink(process.resolve(descriptor)).toString());
      } catch (IOException e) {
        // Closed, or the process is gone or another user's: then it is not ours to signal either.
      }
    }
    try {
      String environment = Files.readString(process.resolve("environ"), ISO_8859_1);
      return new Detail(new HashSet<>(List.of(environment.split("\0", -1))), streams);
    } catch (IOException e) {
      return new Detail(Set.of(), streams);
    }
  }
}
