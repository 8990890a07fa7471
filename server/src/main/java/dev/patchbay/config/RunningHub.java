package dev.patchbay.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The one hub that may run on a data dir, and how to reach it: a lock that the kernel lets go of
 * when the process ends, however it ends, and a file with pid and URL.
 *
 * @param url without the token
 */
public record RunningHub(long pid, String url) {
  private static final String LOCK = "hub.lock";
  private static final String ADDRESS = "hub.address";

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
      dataDir.keep(ADDRESS, ProcessHandle.current().pid() + " " + url + "\n");
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
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new ConfigException(
            find(dataDir)
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

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The hub that says it runs here; one that crashed may have left the word behind. */
  public static Optional<RunningHub> find(DataDir dataDir) {
    return dataDir
        .read(ADDRESS)
        .map(text -> text.strip().split(" ", 2))
        .filter(parts -> parts.length == 2 && parts[0].matches("\\d{1,18}"))
        .map(parts -> new RunningHub(Long.parseLong(parts[0]), parts[1]));
  }
}
