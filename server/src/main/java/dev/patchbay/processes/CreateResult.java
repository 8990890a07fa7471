package dev.patchbay.processes;

/** What became of a declaration over the API. */
public sealed interface CreateResult {
  record Created(ProcessInfo process) implements CreateResult {}

  /**
   * The declaration is at fault.
   *
   * @param pointer the part of it that is, as a JSON pointer
   */
  record Invalid(String pointer, String detail) implements CreateResult {}

  /** There is another one of the name. */
  record NameTaken(String detail) implements CreateResult {}

  /** The hub's policy forbids it. */
  record Forbidden(String code, String pointer, String detail) implements CreateResult {}

  /** There is no place for another one, not even to wait. */
  record Full(String detail) implements CreateResult {}

  /** The hub takes no new work any more. */
  record Stopping() implements CreateResult {}
}
