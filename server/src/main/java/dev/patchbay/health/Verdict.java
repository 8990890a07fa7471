package dev.patchbay.health;

/** What a check, or a row of them, came to. */
public sealed interface Verdict {
  record Good() implements Verdict {}

  /**
   * It failed.
   *
   * @param reason for people
   */
  record Bad(String reason) implements Verdict {}
}
