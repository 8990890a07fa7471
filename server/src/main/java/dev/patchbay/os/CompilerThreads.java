package dev.patchbay.os;

import java.io.File;
import java.util.Optional;

/**
 * The JVM's own threads that compile what it executes.
 *
 * <p>For the first seconds they would take most of two cores, and what is asked of the hub then,
 * such as the start of a program, would wait for a core as often as it does something.
 */
public final class CompilerThreads {
  private static final String THREADS = "/proc/self/task";

  /** C1's and C2's, of which the kernel keeps 15 bytes. */
  private static final String NAME = "CompilerThre";

  /** A tenth of the weight of everything else; where a core is idle that changes nothing. */
  private static final int NICE = 10;

  private CompilerThreads() {}

  /**
   * Has them give way to all other threads, for good: who is not root cannot take it back. One that
   * the JVM adds later is started by one of them and is as nice. Nothing happens where the system
   * has no such threads or does not let it.
   */
  public static void giveWay() {
    String[] threads = new File(THREADS).list();
    if (threads == null) {
      return;
    }
    for (String thread : threads) {
      Optional<String> name = ProcFile.read(THREADS + "/" + thread + "/comm");
      if (name.filter(text -> text.contains(NAME)).isPresent()) {
        LibC.setpriority(Integer.parseInt(thread), NICE);
      }
    }
  }
}
