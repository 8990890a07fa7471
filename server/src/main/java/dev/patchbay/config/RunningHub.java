package dev.patchbay.config;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The one hub that may run on a data dir, and how to reach it: a lock that the kernel lets go of
 * when the process ends, however it ends, and a file with pid and URL.
 *
 * @param url without the token
 * @param start when the process began, in a form of the system's own: a pid alone may be another
 *     process by now
 */
public record RunningHub(long pid, String url, String start) {
  private static final String LOCK = "hub.lock";
  private static final String ADDRESS = "hub.address";

  /** What a client needs at most that asks whether the lock is held, and a hub that stops. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** The place of the start time in {@code /proc/PID/stat} after the name, from proc(5). */
  private static final int STAT_START = 19;

  /** Far above what the kernel writes there. */
  private static final int STAT_BYTES = 4096;

  /** Linux has it; elsewhere the JDK is asked. */
  private static final Path PROC = Path.of("/proc");

  /** Held while the hub runs. */
  public static final class Claim implements AutoCloseable {
    private final DataDir dataDir;
    private final FileChannel channel;

    private Claim(DataDir dataDir, FileChannel channel) {
      this.dataDir = dataDir;
      this.channel = channel;
    }

    /** Tells clients where the hub is. */
    public void publish(String url) {
      long pid = ProcessHandle.current().pid();
      dataDir.keep(ADDRESS, pid + " " + url + " " + startOf(pid) + "\n");
    }

    @Override
    public void close() {
      try {
        dataDir.delete(ADDRESS);
        // While it is still ours: the next hub's files are not to be touched.
        dataDir.close();
        channel.close();
      } catch (IOException e) {
        throw new ConfigException("cannot give up the data dir " + dataDir.path() + ": " + e);
      }
    }
  }

  /**
   * @throws ConfigException if a hub runs on this data dir, with its pid and URL
   */
  @SuppressWarnings("resource") // The channel's end is the claim's.
  public static Claim claim(DataDir dataDir) {
    try {
      FileChannel channel =
          PrivateFiles.open(
              dataDir.path().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(dataDir, channel)) {
        channel.close();
        throw new ConfigException(
            find(dataDir)
                    .filter(RunningHub::isAlive)
                    .map(hub -> "a hub runs already, pid " + hub.pid + ", at " + hub.url)
                    .orElse("another hub is starting or stopping")
                + " (data dir "
                + dataDir.path()
                + ")");
      }
      return new Claim(dataDir, channel);
    } catch (IOException e) {
      throw new DiskException(DiskFault.of(e, dataDir.path().resolve(LOCK)));
    }
  }

  /** Tries again for a moment, unless a hub runs: clients hold the lock while they ask for it. */
  private static boolean lock(DataDir dataDir, FileChannel channel) throws IOException {
    long begun = System.nanoTime();
    while (!tryLock(channel, false)) {
      boolean isOver = System.nanoTime() - begun > PATIENCE.toNanos();
      if (isOver || find(dataDir).filter(RunningHub::isAlive).isPresent()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The hub that says it runs here; one that crashed may have left the word behind. */
  public static Optional<RunningHub> find(DataDir dataDir) {
    return dataDir
        .read(ADDRESS)
        .map(text -> text.strip().split(" ", 3))
        .filter(parts -> parts.length == 3 && parts[0].matches("\\d{1,18}"))
        .map(parts -> new RunningHub(Long.parseLong(parts[0]), parts[1], parts[2]));
  }

  /** Whether its process is still there, and not another one that got its pid. */
  public boolean isAlive() {
    return startOf(pid).equals(start);
  }

  /** Whether a hub holds the data dir's lock, which the kernel lets go of with the process. */
  public static boolean isClaimed(DataDir dataDir) {
    try (FileChannel channel =
        PrivateFiles.open(dataDir.path().resolve(LOCK), StandardOpenOption.READ)) {
      return !tryLock(channel, true);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new ConfigException("cannot ask for the lock of " + dataDir.path() + ": " + e);
    }
  }

  /** Empty if there is no such process. */
  private static String startOf(long pid) {
    if (Files.exists(PROC.resolve("self"))) {
      Path stat = PROC.resolve(Long.toString(pid)).resolve("stat");
      return BoundedFile.find(stat, STAT_BYTES).map(RunningHub::start).orElse("");
    }
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::toString)
        .orElse("");
  }

  /** The program's name may have spaces and brackets, and nothing after it has. */
  private static String start(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > STAT_START ? fields[STAT_START] : "";
  }
}
