package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;

/** Counts what the kernel killed on this machine because memory was used up. Not thread-safe. */
public final class KernelKills {
  private static final Path COUNTERS = Path.of("/proc/vmstat");
  private static final int MAX_BYTES = 64 * 1024;

  /** Since Linux 4.13; those within control groups are counted too. */
  private static final String KEY = "oom_kill ";

  private long before = read();

  /** How many since it was asked last. */
  public long fresh() {
    long now = read();
    long fresh = now - before;
    before = now;
    return fresh;
  }

  private static long read() {
    try {
      for (String line : BoundedFile.lines(COUNTERS, MAX_BYTES)) {
        if (line.startsWith(KEY)) {
          return Long.parseLong(line.substring(KEY.length()).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // A kernel that does not tell.
    }
    return 0;
  }
}
