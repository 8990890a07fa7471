package dev.patchbay.processes.lifecycle;

/** What happens to a process. */
public sealed interface Event {
  /** Somebody wishes something. Whatever was pending is cancelled by it. */
  sealed interface Command extends Event {}

  /** Something became of an incarnation; of an older one than the latest it means nothing. */
  sealed interface News extends Event {
    int generation();
  }

  record Start() implements Command {}

  record Stop() implements Command {}

  record Restart() implements Command {}

  /** Forget what went wrong. */
  record Reset() implements Command {}

  /** End it and forget it. */
  record Delete() implements Command {}

  /** It is not to be forgotten after all; it ends all the same. */
  record Keep() implements Command {}

  /** The hub stops: end it, and do not take that for a wish. */
  record Halt() implements Command {}

  /** What it depends on is there, and it has a place. */
  record Admitted(int ticket) implements Event {}

  /** What it waits for can never come. */
  record Denied(int ticket, Ending.NotStarted why) implements Event {}

  /** An incarnation of an earlier hub was found running. */
  record Adopted(int generation) implements Event {}

  /** It could not be started. */
  record Refused(int generation, Ending.NotStarted why) implements News {}

  record Ready(int generation) implements News {}

  record Unready(int generation) implements News {}

  /** It has been ready for long enough to forget earlier failures. */
  record Settled(int generation) implements News {}

  /**
   * Its own process ended.
   *
   * @param alone whether nothing that it started was seen to be left
   */
  record Exited(int generation, Ending how, boolean alone) implements News {}

  /** It must be ended: unhealthy, over a limit, over its time. */
  record Condemned(int generation, Ending why) implements News {}

  /** Nothing is left of it. */
  record Emptied(int generation) implements News {}

  /** The back-off after it is over. */
  record Rested(int generation) implements News {}
}
