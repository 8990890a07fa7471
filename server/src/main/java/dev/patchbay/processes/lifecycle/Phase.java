package dev.patchbay.processes.lifecycle;

import org.jspecify.annotations.Nullable;

/** What a process actually is in, whatever is wished. */
public sealed interface Phase {
  /** Wants to start and waits for what it depends on, or for a place. */
  record Queued() implements Phase {}

  /** Runs, and has not been ready yet. */
  record Starting() implements Phase {}

  /**
   * Runs and has been ready.
   *
   * @param ready whether it still is
   */
  record Running(boolean ready) implements Phase {}

  /** All that is left of it is being ended. */
  record Stopping(Then then) implements Phase {}

  /** Waits for its next start. */
  record BackingOff(Ending why) implements Phase {}

  /**
   * Rests.
   *
   * @param how how it ended last, or null if it has not run
   */
  record Stopped(@Nullable Ending how) implements Phase {}

  /** Ended as it should not have, and is not started again. */
  record Failed(Ending why) implements Phase {}

  /** Deleted, with nothing left of it. */
  record Gone() implements Phase {}

  /** What follows once nothing is left of an incarnation. */
  sealed interface Then {
    /** Rest, as somebody wished or as it had done its work. */
    record Rest(@Nullable Ending how) implements Then {}

    /** A start that somebody asked for. */
    record Again() implements Then {}

    /** A start by the policy, after the back-off. */
    record Retry(Ending why) implements Then {}

    record Fail(Ending why) implements Then {}

    record Vanish() implements Then {}
  }
}
