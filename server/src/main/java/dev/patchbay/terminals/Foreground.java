package dev.patchbay.terminals;

import dev.patchbay.terminals.pty.ForegroundGroup;
import java.util.Optional;

/** Whether something runs in front of the program that a terminal was started with. */
public sealed interface Foreground {
  /** Nothing does: the keys go to what was started. Of a shell it waits, or works by itself. */
  record Started() implements Foreground {}

  /**
   * A job of the shell, or what the shell has become.
   *
   * @param command what it calls itself; empty where its first process has ended
   */
  record Job(int pid, String command) implements Foreground {}

  /** The system does not tell. */
  record Unknown() implements Foreground {}

  /**
   * @param program the file that was started, without its folder
   */
  static Foreground of(Optional<ForegroundGroup> inFront, long pid, String program) {
    return inFront
        .<Foreground>map(group -> {
          boolean replaced = Shells.isShell(program) && !Shells.isShell(group.command());
          return group.id() == pid && !replaced
              ? new Started()
              : new Job(group.id(), group.command());
        })
        .orElseGet(Unknown::new);
  }
}
