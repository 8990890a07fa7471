package dev.patchbay.terminals;

/** What became of an {@link OpenRequest}. */
public sealed interface OpenResult {
  record Opened(TerminalInfo terminal) implements OpenResult {}

  /**
   * The request is at fault.
   *
   * @param pointer the part of it that is, as a JSON pointer
   */
  record Invalid(String code, String pointer, String detail) implements OpenResult {}

  /** The hub's policy forbids it. */
  record Forbidden(String code, String pointer, String detail) implements OpenResult {}

  /** There is no room for another one now. */
  record Full(String detail) implements OpenResult {}

  /** No terminal can be opened on this machine. */
  record NotSupported(String detail) implements OpenResult {}

  /** The hub takes no new work any more. */
  record Stopping() implements OpenResult {}
}
