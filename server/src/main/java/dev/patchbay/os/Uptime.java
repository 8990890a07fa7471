package dev.patchbay.os;

import java.time.Duration;

/**
 * How long the machine has been up. Unlike the clock that measures it goes on while the machine
 * sleeps, and unlike the time of day nobody sets it.
 */
public final class Uptime {
  private static final String FILE = "/proc/uptime";
  private static final double NANOS = 1e9;

  private Uptime() {}

  /** In hundredths of a second; nothing at all where the kernel does not tell. */
  public static Duration now() {
    return ProcFile.read(FILE)
        .map(text -> Double.parseDouble(text.substring(0, text.indexOf(' '))))
        .map(seconds -> Duration.ofNanos((long) (seconds * NANOS)))
        .orElse(Duration.ZERO);
  }
}
