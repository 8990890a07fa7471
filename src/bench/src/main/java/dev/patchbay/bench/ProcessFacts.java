package dev.patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says about a process. */
record ProcessFacts(long pid) {
  /** Of /proc/PID/stat: 100 a second on every Linux there is. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Counted from after the name, which may hold blanks. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  /** Resident memory. */
  long rssKilobytes() throws IOException {
    return field("smaps_rollup", "Rss:");
  }

  /** Resident memory, shared pages by this process's share. */
  long pssKilobytes() throws IOException {
    return field("smaps_rollup", "Pss:");
  }

  long threads() throws IOException {
    return field("status", "Threads:");
  }

  /** Open files, sockets and pipes. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }

  /** Time on a processor so far. */
  Duration cpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
    return TICK.multipliedBy(ticks);
  }

  boolean isAlive() {
    return Files.exists(Path.of("/proc/" + pid));
  }

  private long field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
