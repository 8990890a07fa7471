package dev.patchbay.cli;

import dev.patchbay.config.PlainText;
import java.time.Duration;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** How far a file is, on standard error, where that is a terminal. Not thread-safe. */
final class Progress {
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

  private final String name;
  private final long size;
  private final boolean shown;
  private long told = System.nanoTime();

  private Progress(String name, long size, boolean shown) {
    this.name = name;
    this.size = size;
    this.shown = shown;
  }

  static Progress of(String name, long size) {
    boolean shown = new FfmTerminalProvider().isSystemStream(SystemStream.Error);
    return new Progress(PlainText.of(name), size, shown);
  }

  void at(long bytes) {
    long now = System.nanoTime();
    if (shown && now - told >= STEP_NANOS) {
      told = now;
      System.err.print("\r" + name + " " + 100 * bytes / size + " % ");
    }
  }

  /** Leaves nothing behind. */
  void end() {
    if (shown) {
      System.err.print("\r\033[K");
    }
  }
}
