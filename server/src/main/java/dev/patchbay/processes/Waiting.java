package dev.patchbay.processes;

import java.time.Duration;
import java.time.Instant;

/**
 * What a process waits for.
 *
 * @param place in the queue, from 1; 0 while its turn does not matter
 * @param text for people, after the word "waits"
 */
public record Waiting(Reason reason, int place, String text, Since since) {
  /** What has to change. */
  public enum Reason {
    /** What it depends on is not there yet. */
    DEPENDENCY,
    /** What it depends on keeps failing. */
    BREAKER,
    /** As many run as may. */
    PLACE,
    MEMORY,
    CPU,
    /** The machine has too much to do. */
    OVERLOAD
  }

  /**
   * When it began to wait.
   *
   * @param waited for how long, whatever became of the time of day meanwhile
   */
  public record Since(Instant time, Duration waited) {}

  static Waiting inQueue(Reason reason, int place, String text, Since since) {
    return new Waiting(reason, place, text + ", place " + place + " in the queue", since);
  }
}
