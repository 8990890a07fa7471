package dev.patchbay.metrics;

import dev.patchbay.bounded.BoundedFile;
import java.nio.file.Path;

/** How busy the machine's processors are. Not thread-safe. */
public final class Processors {
  /** USER_HZ, 100 on all of Linux's systems that matter here. */
  private static final double TICKS_A_SECOND = 100;

  private static final double NANOS = 1e9;

  /** More than the first line has. */
  private static final int LINE_BYTES = 512;

  private static final Path STAT = Path.of("/proc/stat");

  private long idleTicks = -1;
  private long nanos;

  /** Cores that were idle since the call before; all of them where that is not known. */
  public double idleCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    long now = System.nanoTime();
    long idle = readIdle();
    double idleCores =
        idle < 0 || idleTicks < 0
            ? cores
            : (idle - idleTicks) / TICKS_A_SECOND / (Math.max(1, now - nanos) / NANOS);
    idleTicks = idle;
    nanos = now;
    return Math.min(cores, idleCores);
  }

  /** The fourth and fifth number of the first line: idle, and idle while a disk is waited for. */
  private static long readIdle() {
    String[] fields = BoundedFile.beginning(STAT, LINE_BYTES).orElse("").split(" +", 7);
    return fields.length > 6 ? Long.parseLong(fields[4]) + Long.parseLong(fields[5]) : -1;
  }
}
