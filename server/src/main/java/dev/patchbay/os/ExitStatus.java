package dev.patchbay.os;

/** How a process ended, from its wait status. */
public sealed interface ExitStatus {
  /** It ended by itself. */
  record Exited(int code) implements ExitStatus {}

  /**
   * A signal ended it.
   *
   * @param signal the name without SIG, such as {@code KILL}
   */
  record Killed(String signal, boolean coreDumped) implements ExitStatus {}

  /** The system could not tell. */
  record Unknown(String reason) implements ExitStatus {}
}
