package dev.patchbay.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.DataDir;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browsers that have logged in. They survive a restart of the hub; what is kept of each is a hash,
 * from which its cookie cannot be made. Thread-safe.
 */
public final class Sessions {
  /** As long as a developer may be away and still find the page open. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final String FILE = "sessions";
  private static final int MAX = 1_000;
  private static final int RANDOM_BYTES = 32;

  private final DataDir dataDir;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();

  /** When each ends, by its hash, the oldest first; guarded by the lock. */
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  public Sessions(DataDir dataDir) {
    this.dataDir = dataDir;
    dataDir.read(FILE).ifPresent(this::restore);
  }

  private void restore(String text) {
    try {
      for (String line : text.lines().toList()) {
        String[] parts = line.split(" ", 2);
        if (!parts[0].matches("[0-9a-f]{64}")) {
          throw new IllegalArgumentException("not a hash");
        }
        ends.put(parts[0], Instant.ofEpochSecond(Long.parseLong(parts[1])));
      }
    } catch (RuntimeException e) {
      LOG.warn("the sessions in the data dir are damaged and set aside; browsers must log in anew");
      ends.clear();
      dataDir.setAside(FILE);
    }
  }

  /**
   * Begins one. Writes a file, so not on an event loop.
   *
   * @return the cookie's value
   */
  public String begin() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    lock.lock();
    try {
      Instant now = Instant.now();
      ends.values().removeIf(now::isAfter);
      if (ends.size() >= MAX) {
        ends.remove(ends.keySet().iterator().next());
      }
      ends.put(hash(id), now.plus(LIFETIME));
      keep();
    } finally {
      lock.unlock();
    }
    return id;
  }

  public boolean isValid(String id) {
    lock.lock();
    try {
      Instant end = ends.get(hash(id));
      return end != null && Instant.now().isBefore(end);
    } finally {
      lock.unlock();
    }
  }

  /** Ends one, if there is such. Writes a file, so not on an event loop. */
  public void end(String id) {
    lock.lock();
    try {
      if (ends.remove(hash(id)) != null) {
        keep();
      }
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    dataDir.write(
        FILE,
        ends.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().getEpochSecond() + "\n")
            .collect(Collectors.joining()));
  }

  private static String hash(String id) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
