package dev.patchbay.processes;

/** What became of a wish. */
public sealed interface WishResult {
  /** It was considered; what follows may take its time. */
  record Taken(ProcessInfo process) implements WishResult {}

  /** It was done, and there is nothing to show. */
  record Done() implements WishResult {}

  /** There is no such process. */
  record Unknown() implements WishResult {}

  /** There is no place for it, or too many wishes wait already. */
  record Full(String detail) implements WishResult {}

  /** It is in no state for that. */
  record Conflict(String code, String detail) implements WishResult {}

  /** The hub takes no new work any more. */
  record Stopping() implements WishResult {}
}
