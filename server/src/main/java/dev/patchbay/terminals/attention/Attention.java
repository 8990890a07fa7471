package dev.patchbay.terminals.attention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a terminal's program stands to whoever uses it, and from what that is known.
 *
 * @param kind what it waits for, where it says so
 * @param since when it came to be so
 * @param message what the program said of it, or which one is in the foreground, cleaned; empty if
 *     nothing
 * @param progress in percent, where the program tells it
 */
public record Attention(
    State state,
    @Nullable Kind kind,
    Source source,
    Instant since,
    String message,
    @Nullable Integer progress) {
  public enum State {
    /** It does something. */
    WORKING,
    /** It goes on once somebody answers. */
    WAITING,
    /** Nothing goes on. */
    IDLE,
    /** What went on has ended well. */
    DONE,
    /** What went on has ended badly. */
    FAILED
  }

  /** What a program waits for. */
  public enum Kind {
    PERMISSION,
    QUESTION,
    AUTH
  }

  /** Where it is known from, the most reliable first. */
  public enum Source {
    /** The program has ended. */
    EXIT,
    /** The program's own report, OSC 7501. */
    PROGRAM,
    /** OSC 9;4. */
    PROGRESS,
    /** A mark that the program is known to put into its title. */
    TITLE,
    /** What the program is known to show. */
    SCREEN,
    /** The shell's marks, OSC 133. */
    COMMAND,
    /** The process group that the terminal's keys go to. */
    FOREGROUND,
    /** Whether it writes. */
    OUTPUT
  }
}
