package dev.patchbay.launch;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * When installers are asked for newest versions where nobody wishes it: once a day, however often
 * the hub is restarted meanwhile. Thread-safe.
 */
final class UpdateDays {
  private static final Logger LOG = System.getLogger(UpdateDays.class.getName());
  private static final Duration DAY = Duration.ofDays(1);
  private static final String FILE = "updates-asked";

  private final DataDir dataDir;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** When they were asked last; null until it is read. Set with the lock held. */
  private volatile @Nullable Instant asked;

  UpdateDays(DataDir dataDir, InstantSource clock) {
    this.dataDir = dataDir;
    this.clock = clock;
  }

  /** Where it is kept. */
  Path file() {
    return dataDir.path().resolve(FILE);
  }

  /** Whether {@link #begin} is worth calling. Does not block. */
  boolean mayBegin() {
    Instant last = asked;
    return last == null || isOver(last);
  }

  /**
   * Begins a new day if the last one is over. Where none is known the first begins, so that a new
   * hub asks nobody at once. Blocks for reading and writing a file.
   *
   * @return whether it is time to ask, for one caller a day
   */
  boolean begin() {
    lock.lock();
    try {
      Optional<Instant> last = Optional.ofNullable(asked).or(this::read);
      if (last.isPresent() && !isOver(last.get())) {
        asked = last.get();
        return false;
      }
      write();
      return last.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody has them asked now. Blocks for writing a file. */
  void note() {
    lock.lock();
    try {
      write();
    } finally {
      lock.unlock();
    }
  }

  /** A time that is to come is of a clock that was set back since. */
  private boolean isOver(Instant last) {
    Instant now = clock.instant();
    return !now.isBefore(last.plus(DAY)) || last.isAfter(now.plus(DAY));
  }

  private Optional<Instant> read() {
    try {
      return dataDir.read(FILE).map(text -> Instant.parse(text.strip()));
    } catch (ConfigException | DateTimeException e) {
      LOG.log(Logger.Level.WARNING, "when updates were looked for last is not known: " + e);
      return Optional.empty();
    }
  }

  /** Holds the lock. */
  private void write() {
    Instant now = clock.instant();
    asked = now;
    try {
      dataDir.keep(FILE, now + "\n");
    } catch (ConfigException e) {
      LOG.log(Logger.Level.WARNING, "when updates were looked for cannot be kept: " + e);
    }
  }
}
