package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The machine's processes as /proc shows them. Thread-safe; one reading serves all who wait for it.
 *
 * <p>An environment lies in its process's memory, and the kernel keeps who reads it waiting for as
 * long as that is locked or cannot be paged in. So it is read on threads that may hang.
 */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");
  private static final int BOOT_ID_BYTES = 64;

  /** More than the kernel gives to arguments and environment together (execve(2)). */
  private static final int MAX_ENVIRONMENT_BYTES = 8 * 1024 * 1024;

  /** USER_HZ, 100 on all of Linux's systems that matter here. */
  private static final double TICKS_A_SECOND = 100;

  private static final double NANOS = 1e9;

  /** Environments are in memory; a page that was swapped out takes some milliseconds. */
  private static final Duration ENVIRONMENT = Duration.ofSeconds(1);

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
   * What a process was started with.
   *
   * @param text its assignments, a NUL before and after each; empty for another user's process, and
   *     for one that cannot be read
   */
  public record Environment(String text) {
    private static final Environment NONE = new Environment("");

    /**
     * @param assignment {@code NAME=value}
     */
    public boolean has(String assignment) {
      return text.contains('\0' + assignment + '\0');
    }

    /**
     * @param name up to and with the equals sign
     * @return the whole assignment
     */
    public Optional<String> assignment(String name) {
      int at = text.indexOf('\0' + name);
      return at < 0
          ? Optional.empty()
          : Optional.of(text.substring(at + 1, text.indexOf('\0', at + 1)));
    }
  }

  /** The processes at one moment. What costs more to find out is looked at when asked for, once. */
  public static final class Reading {
    private final BlockingPool pool;
    private final long begunNanos;
    private final List<Entry> entries;
    private final Map<Integer, Environment> environments = new ConcurrentHashMap<>();
    private final Map<Integer, Set<String>> streams = new ConcurrentHashMap<>();

    private Reading(BlockingPool pool, long begunNanos, List<Entry> entries) {
      this.pool = pool;
      this.begunNanos = begunNanos;
      this.entries = entries;
    }

    public List<Entry> entries() {
      return entries;
    }

    /** Empty also where the kernel does not let it be read now; blocks for a second then. */
    public Environment environment(Entry entry) {
      readEnvironments(List.of(entry));
      return environments.getOrDefault(entry.pid(), Environment.NONE);
    }

    /** Has many environments read at once, which takes less than one after the other. */
    public void readEnvironments(Collection<Entry> of) {
      int[] pids =
          of.stream().mapToInt(Entry::pid).filter(pid -> !environments.containsKey(pid)).toArray();
      AtomicInteger next = new AtomicInteger();
      while (next.get() < pids.length) {
        try {
          pool.callOnOpen(
              environ(pids[next.get()]), ENVIRONMENT, () -> readFrom(pids, next), _ -> {});
        } catch (BlockingPoolException e) {
          int stuck = next.getAndIncrement();
          environments.putIfAbsent(pids[stuck], Environment.NONE);
          if (e.reason() != BlockingPoolException.Reason.TIMED_OUT) {
            return;
          }
        }
      }
    }

    /** On a thread of the pool, which is told whose memory it asks for. */
    private boolean readFrom(int[] pids, AtomicInteger next) {
      boolean awaited = true;
      for (int i = next.get(); awaited && i < pids.length; i++) {
        pool.entering(environ(pids[i]));
        environments.put(pids[i], readEnvironment(pids[i]));
        // Whoever waited for one that hung goes on with the next by itself.
        awaited = next.compareAndSet(i, i + 1);
      }
      return awaited;
    }

    /** The files that are its standard input, output and error; none of another user's process. */
    public Set<String> streams(Entry entry) {
      return streams.computeIfAbsent(entry.pid(), ProcessTable::readStreams);
    }
  }

  private final BlockingPool pool;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Reading latest;

  /**
   * @param pool reads environments
   */
  public ProcessTable(BlockingPool pool) {
    this.pool = pool;
    latest = new Reading(pool, System.nanoTime(), List.of());
  }

  /**
   * All processes, read after this call began.
   *
   * @throws OsException if they cannot be read, for want of descriptors as a rule
   */
  public Reading read() {
    long wanted = System.nanoTime();
    lock.lock();
    try {
      if (latest.begunNanos - wanted <= 0) {
        latest = new Reading(pool, System.nanoTime(), readAll());
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

  /**
   * The same for who must not take a process for gone that cannot be looked up now.
   *
   * @throws OsException if this process or the machine has no descriptor or memory left for it
   */
  static Optional<Entry> findSurely(long pid) {
    return ProcFile.readSurely(PROC + "/" + pid + "/stat").map(stat -> parse(pid, stat));
  }

  /**
   * How long a process has been there, whatever became of the time of day meanwhile.
   *
   * @return nothing at all where the kernel does not tell
   */
  public static Duration age(Entry process) {
    double started = process.started() / TICKS_A_SECOND;
    Duration age = Uptime.now().minusNanos((long) (started * NANOS));
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Of this run of the machine: what has the same one has the same pids. */
  public static String bootId() {
    return BoundedFile.find(BOOT_ID, BOOT_ID_BYTES).map(String::strip).orElse("unknown");
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
    String[] names = PROC.toFile().list();
    if (names == null) {
      throw new OsException(OsException.Reason.OTHER, "cannot read " + PROC);
    }
    List<Entry> entries = new ArrayList<>(names.length);
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        findSurely(Long.parseLong(name)).ifPresent(entries::add);
      }
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

  private static Path environ(int pid) {
    return PROC.resolve(pid + "/environ");
  }

  private static Environment readEnvironment(int pid) {
    try {
      Faults.reach("environ of " + pid);
      return new Environment(
          '\0' + BoundedFile.text(environ(pid), MAX_ENVIRONMENT_BYTES, ISO_8859_1) + '\0');
    } catch (IOException e) {
      return Environment.NONE;
    }
  }

  private static Set<String> readStreams(int pid) {
    Set<String> streams = new HashSet<>();
    for (String descriptor : List.of("fd/0", "fd/1", "fd/2")) {
      try {
        streams.add(Files.readSymbolicLink(PROC.resolve(pid + "/" + descriptor)).toString());
      } catch (IOException e) {
        // Closed, or the process is gone or another user's: then it is not ours to signal either.
      }
    }
    return streams;
  }
}
