package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.stream.Stream;

/**
 * The machine's processes as /proc shows them. Thread-safe; one reading serves all who wait for it.
 */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /**
   * One process.
   *
   * @param started clock ticks since boot; with the pid it names a process for good
   * @param state as in proc(5): Z and X have ended
   * @param cpuTicks processor time in clock ticks, of the process and of the children it waited for
   * @param residentPages memory that is in RAM, what it shares with others included
   */
  public record Entry(
      int pid,
      char state,
      int parent,
      int session,
      long started,
      long cpuTicks,
      int threads,
      long residentPages) {
    static Entry ended(int pid) {
      return new Entry(pid, 'X', 0, 0, Long.MAX_VALUE, 0, 0, 0);
    }

    public boolean hasEnded() {
      return state == 'Z' || state == 'X';
    }

    public boolean isSameProcessAs(Entry other) {
      return pid == other.pid && started == other.started;
    }
  }

  /**
   * What costs more to find out than an {@link Entry}; empty for another user's process.
   *
   * @param environment the assignments it was started with
   * @param streams the files that are its standard input, output and error
   */
  public record Detail(Set<String> environment, Set<String> streams) {}

  /** The processes at one moment; their details are looked at when asked for, once. */
  public static final class Reading {
    private final long begunNanos;
    private final List<Entry> entries;
    private final Map<Integer, Detail> details = new ConcurrentHashMap<>();

    private Reading(long begunNanos, List<Entry> entries) {
      this.begunNanos = begunNanos;
      this.entries = entries;
    }

    public List<Entry> entries() {
      return entries;
    }

    public Detail detail(Entry entry) {
      return details.computeIfAbsent(entry.pid(), ProcessTable::readDetail);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private Reading latest = new Reading(System.nanoTime(), List.of());

  /** All processes, read after this call began. */
  public Reading read() {
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
  public static Optional<Entry> find(long pid) {
    return ProcFile.read(PROC + "/" + pid + "/stat").map(stat -> parse(pid, stat));
  }

  /** The folder that a process works in; empty if it is gone or another user's. */
  public static Optional<Path> workingFolder(int pid) {
    try {
      return pid > 0
          ? Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/cwd")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What a process calls itself, 15 bytes at most; empty if it is gone. As a rule the file that it
   * executes.
   */
  public static Optional<String> command(int pid) {
    return ProcFile.read(PROC + "/" + pid + "/comm")
        .map(name -> new String(name.strip().getBytes(ISO_8859_1), UTF_8));
  }

  private static List<Entry> readAll() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        find(Long.parseLong(process.toFile().getName())).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new OsException(OsException.Reason.OTHER, "cannot read " + PROC + ": " + e);
    }
    return List.copyOf(entries);
  }

  /** See proc(5): the name in parentheses may itself hold spaces and parentheses. */
  private static Entry parse(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 23);
    return new Entry(
        Math.toIntExact(pid),
        fields[0].charAt(0),
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[19]),
        Stream.of(fields[11], fields[12], fields[13], fields[14]).mapToLong(Long::parseLong).sum(),
        Integer.parseInt(fields[17]),
        Long.parseLong(fields[21]));
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
