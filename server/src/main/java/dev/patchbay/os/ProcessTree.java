package dev.patchbay.os;

import java.time.Duration;
import java.util.List;

/** Everything that a process on a pseudo-terminal started. Thread-safe; the calls may block. */
public sealed interface ProcessTree permits ProcTree, HandleTree {
  /** Asks all of them to end. */
  void terminate();

  void kill();

  /**
   * Sends a signal to all of them.
   *
   * @throws NotSupportedException where only those of {@link #terminate} and {@link #kill} can be
   */
  void signal(int number);

  /**
   * Asks, waits, kills and makes sure. Blocks for the grace and at most two seconds more.
   *
   * @param grace how long what was asked to end may take
   * @return pids of what could not be ended
   */
  List<Long> end(Duration grace);
}
