package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many descriptors this process has left. New work stops before the last ones are taken, so
 * that connections, logins, ends and stops always get theirs. Thread-safe.
 *
 * <p>The JVM has raised the soft limit to the hard one when it started.
 */
public final class Descriptors {
  private static final int LIMITS_BYTES = 16 * 1024;

  private static final Pattern LIMIT =
      Pattern.compile("^Max open files\\s+(\\d+)", Pattern.MULTILINE);
  private static final int MOST_IN_RESERVE = 128;

  /** Under this share of the limit, a count holds for a while. */
  private static final int QUIET_SHARE = 2;

  /** Too short to open what lies between that share and the reserve. */
  private static final long QUIET_NANOS = 100_000_000L;

  private final File open;
  private final long limit;
  private final long reserve;
  private volatile long quietUntil = System.nanoTime() - 1;

  private Descriptors(File open, long limit) {
    this.open = open;
    this.limit = limit;
    reserve = Math.min(MOST_IN_RESERVE, limit / 8);
  }

  /** Without /proc nothing is known, and nothing counts as scarce. */
  public static Descriptors ofThisProcess() {
    try {
      Matcher limits = LIMIT.matcher(BoundedFile.text(Path.of("/proc/self/limits"), LIMITS_BYTES));
      return new Descriptors(
          new File("/proc/self/fd"), limits.find() ? Long.parseLong(limits.group(1)) : 0);
    } catch (IOException e) {
      return new Descriptors(new File(""), 0);
    }
  }

  /** How many this process may have open; 0 if that is not known. */
  public long limit() {
    return limit;
  }

  /** Whether only those are left that are kept for what must always work. */
  public boolean areScarce() {
    long now = System.nanoTime();
    if (limit == 0 || now - quietUntil < 0) {
      return false;
    }
    String[] names = open.list();
    // The list needs a descriptor itself.
    if (names == null) {
      return true;
    }
    if (names.length < limit / QUIET_SHARE) {
      quietUntil = now + QUIET_NANOS;
    }
    return names.length > limit - reserve;
  }
}
