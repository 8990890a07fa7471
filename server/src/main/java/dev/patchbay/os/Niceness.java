package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** How far processes stand back for others when processors are busy. */
public final class Niceness {
  public static final int LOWEST_PRIORITY = 19;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int MAX_BYTES = 64 * 1024;
  private static final String CAPABILITIES = "CapEff:";

  /** CAP_SYS_NICE of capabilities(7). */
  private static final int SYS_NICE = 23;

  private static final int HEXADECIMAL = 16;

  private Niceness() {}

  /**
   * Each thread has its own, so those that run already are asked for too.
   *
   * @return whether at least one took it
   */
  public static boolean set(Collection<Entry> processes, int nice) {
    boolean any = false;
    for (Entry process : processes) {
      if (ProcessTable.find(process.pid()).filter(process::isSameProcessAs).isPresent()) {
        any |= setThreads(process.pid(), nice);
      }
    }
    return any;
  }

  private static boolean setThreads(int pid, int nice) {
    String[] threads = Path.of("/proc/" + pid + "/task").toFile().list();
    boolean any = false;
    for (String thread : threads == null ? new String[0] : threads) {
      any |= LibC.setpriority(Integer.parseInt(thread), nice) == 0;
    }
    return any;
  }

  /** Whether this hub may raise a priority again that it has lowered; most users' may not. */
  public static boolean canBeUndone() {
    try {
      return BoundedFile.lines(STATUS, MAX_BYTES).stream()
          .filter(line -> line.startsWith(CAPABILITIES))
          .map(line ->
              Long.parseUnsignedLong(line.substring(CAPABILITIES.length()).strip(), HEXADECIMAL))
          .anyMatch(capabilities -> (capabilities >> SYS_NICE & 1) == 1);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
