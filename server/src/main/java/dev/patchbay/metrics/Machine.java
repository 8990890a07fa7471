package dev.patchbay.metrics;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * The hub's machine at one moment.
 *
 * @param load runnable processes, averaged over a minute; negative where the system does not tell
 * @param memoryBytes of the machine
 * @param freeMemoryBytes what programs can still get
 * @param hubMemoryBytes resident memory of the hub; 0 where the system does not tell
 */
public record Machine(
    int cores,
    double load,
    long memoryBytes,
    long freeMemoryBytes,
    long hubMemoryBytes,
    int hubThreads) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path HUB = Path.of("/proc/self/status");

  /** Reads small files, so not for an event loop. */
  public static Machine read() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getSystemLoadAverage(),
        system.getTotalMemorySize(),
        available(system.getFreeMemorySize()),
        kibibytes(HUB, "VmRSS:", 0) * 1024,
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  /** Memory that programs can still get; a lot where the system does not tell. */
  public static long availableBytes() {
    return available(Long.MAX_VALUE);
  }

  private static long available(long absent) {
    long available = kibibytes(MEMORY, "MemAvailable:", -1);
    return available < 0 ? absent : available * 1024;
  }

  private static long kibibytes(Path file, String key, long absent) {
    try {
      return BoundedFile.lines(file, MAX_BYTES).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(absent);
    } catch (IOException e) {
      return absent;
    }
  }
}
