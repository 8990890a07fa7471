package dev.patchbay.terminals.pty;

import dev.patchbay.os.ProcessTree;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process on a pseudo-terminal of its own, leader of its own session. All methods may be called
 * from any thread and none of them blocks.
 */
public interface Pty {
  /** The process that was started; the pid stays reserved until {@link PtyListener#exited}. */
  long pid();

  /** The process and all that it started. */
  ProcessTree tree();

  /**
   * Hands bytes to the program. They are taken whole or not at all.
   *
   * @return false if they would push what the program has not read yet over {@link
   *     InputQueue#LIMIT_BYTES}, or if the process has ended; nothing of them was taken
   */
  boolean write(byte[] bytes);

  /** Tells the program its new size; ignored once the process has ended. */
  void resize(int cols, int rows);

  /** Sends an interrupt to the group in the foreground, as Ctrl+C does where it is not caught. */
  void interrupt();

  /**
   * The folder that the group in the foreground works in, else that of the process; empty where the
   * system does not tell. Reads /proc.
   */
  Optional<Path> workingFolder();

  /**
   * The process group in the foreground now; empty where the system does not tell, and once the
   * process has ended. Reads /proc.
   */
  Optional<ForegroundGroup> foreground();

  /**
   * Whether the program reads whole lines without showing them, as is done for a password alone;
   * false where the system does not tell, and once the process has ended.
   */
  boolean hidesTyping();

  /** Reads on after {@link PtyListener#allowance} had answered 0 and now would not. */
  void resume();
}
