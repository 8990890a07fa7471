package dev.patchbay.processes.score;

import java.time.Duration;

/**
 * Why a process that runs does nothing for those who wait for it.
 *
 * @param lasting for how long it is known
 */
public record Stall(Kind kind, Duration lasting) {
  /** What keeps it. */
  public enum Kind {
    /** A signal such as SIGSTOP. */
    STOPPED,
    /** A debugger. */
    TRACED,
    /** The kernel, which waits for a device. */
    STUCK,
    /** Its main thread, which is busy with something else. */
    SPINNING
  }
}
