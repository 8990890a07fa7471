package dev.patchbay.processes.score;

import dev.patchbay.processes.lifecycle.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a process's health is judged by.
 *
 * @param restarts by its policy, in the last hour
 */
public record Signs(
    Phase phase,
    Optional<Answer> liveness,
    Optional<Answer> readiness,
    int restarts,
    List<Pressure> pressures) {
  public Signs {
    pressures = List.copyOf(pressures);
  }

  /**
   * What a probe found.
   *
   * @param complaint of the latest check; empty if it was good
   * @param latency of the latest good one
   * @param timeout what it may take
   */
  public record Answer(Optional<String> complaint, Optional<Duration> latency, Duration timeout) {}

  /**
   * How much of a limit is taken.
   *
   * @param share 1 is all of it
   */
  public record Pressure(String limit, double share) {}
}
