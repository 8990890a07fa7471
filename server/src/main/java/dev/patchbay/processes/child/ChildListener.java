package dev.patchbay.processes.child;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Resources;

/**
 * What a {@link Child} tells. Every call comes from the one thread that serves all children, so it
 * must return at once.
 */
public interface ChildListener {
  /** Which of a program's streams. */
  enum Source {
    OUT,
    ERR
  }

  /** Output as it was written; the array is reused after the call. */
  void output(Source source, byte[] buffer, int offset, int length);

  /**
   * The process itself ended. Output that it left in its pipes, and that of what it started, may
   * still follow.
   *
   * @param alone whether its process group is empty; who left the group is not seen by this
   */
  void exited(ExitStatus status, boolean alone);

  /** What it took all in all, told before it is told that it ended. */
  default void took(Resources resources) {}

  /** A line came over the channel. */
  void message(String json);

  /** The program closed the channel. */
  void disconnected();
}
