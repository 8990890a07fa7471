package dev.patchbay.cli;

import java.util.Map;

/** Whether a program runs, and if not, how it ended. */
sealed interface ProgramState {
  /**
   * @param standing whether it works, waits for somebody and so on; empty where nothing tells
   */
  record Running(String standing) implements ProgramState {
    static final String WAITING = "waiting";
  }

  /** It ended by itself. */
  record Exited(int code) implements ProgramState {}

  /**
   * A signal ended it.
   *
   * @param signal without SIG, such as {@code KILL}
   */
  record Killed(String signal) implements ProgramState {}

  /** It ended, and the system could not tell how. */
  record Vanished() implements ProgramState {}

  /** What shells add to a signal's number to make an exit code of it. */
  int SIGNAL_BASE = 128;

  /** Those whose numbers are the same on every Unix. */
  Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("TRAP", 5),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("SEGV", 11),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  /**
   * @param exit has {@code code} or {@code signal}, or neither
   */
  static ProgramState ended(Map<?, ?> exit) {
    if (exit.get("code") instanceof Long code) {
      return new Exited(code.intValue());
    }
    return exit.get("signal") instanceof String signal ? new Killed(signal) : new Vanished();
  }

  /** What a shell would have given for the program. */
  default int exitCode() {
    return switch (this) {
      case Running _ -> 0;
      case Exited(int code) -> code;
      case Killed(String signal) -> SIGNAL_BASE + SIGNALS.getOrDefault(signal, 0);
      case Vanished _ -> Failure.FAILED;
    };
  }

  /** One or two words. */
  default String words() {
    return switch (this) {
      case Running(String standing) -> standing.isEmpty() ? "running" : standing;
      case Exited(int code) -> "exited " + code;
      case Killed(String signal) -> "killed " + signal;
      case Vanished _ -> "exited";
    };
  }
}
