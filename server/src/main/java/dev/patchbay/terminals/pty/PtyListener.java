package dev.patchbay.terminals.pty;

import dev.patchbay.os.ExitStatus;

/**
 * What a {@link Pty} tells its owner, always from one thread at a time. The calls must return soon:
 * on Linux one thread serves every terminal.
 */
public interface PtyListener {
  /**
   * How many bytes the owner takes now. With 0 the program is left waiting, as on a full pipe,
   * until {@link Pty#resume}.
   */
  int allowance();

  /** Output of the program, as it was written; the array is reused after the call. */
  void output(byte[] buffer, int offset, int length);

  /** The process ended and all its output has been handed over; nothing follows. */
  void exited(ExitStatus status);
}
