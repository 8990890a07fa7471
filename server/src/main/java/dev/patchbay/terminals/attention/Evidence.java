package dev.patchbay.terminals.attention;

import org.jspecify.annotations.Nullable;

/** Something from which one can tell how a terminal's program stands. */
public sealed interface Evidence {
  /** OSC 7501. */
  record Reported(StatusReport report) implements Evidence {}

  /** OSC 9;4: it works, and is so far. */
  record Progressed(@Nullable Integer percent) implements Evidence {}

  /** OSC 9;4: what it worked on went wrong. */
  record ProgressFailed() implements Evidence {}

  /** OSC 9;4: it tells of no progress any more. */
  record ProgressEnded() implements Evidence {}

  /** OSC 133;A: the shell asks for a command. */
  record Prompted() implements Evidence {}

  /** OSC 133;C: a command begins. */
  record CommandBegan() implements Evidence {}

  /** OSC 133;D: a command has ended. */
  record CommandEnded(boolean well) implements Evidence {}

  /** It has another title. */
  record Titled(String title) implements Evidence {}

  /**
   * What the screen was found to show.
   *
   * @param state null for nothing that is known
   */
  record Seen(Attention.@Nullable State state) implements Evidence {}

  /** What the terminal's keys go to. */
  sealed interface InFront extends Evidence {
    /** The shell itself. */
    record Shell() implements InFront {}

    /**
     * What the shell was told to run.
     *
     * @param program what it calls itself
     */
    record Job(String program) implements InFront {}

    /**
     * Whatever reads lines without showing what is typed, as for a password.
     *
     * @param program what it calls itself
     */
    record HidesTyping(String program) implements InFront {}

    /** Something of which that says nothing. */
    record Untold() implements InFront {}
  }

  /** BEL. */
  record Rang() implements Evidence {}

  /** A notification: OSC 9, 777 or 99. */
  record Notified(String message) implements Evidence {}

  /** Somebody typed. */
  record Answered() implements Evidence {}

  /** RIS. */
  record WasReset() implements Evidence {}

  /** Whether it has been silent for long. */
  record Heard(boolean silent) implements Evidence {}

  /** The program is gone. */
  record Ended(boolean well) implements Evidence {}

  /** Nothing but time has passed. */
  record Waited() implements Evidence {}
}
