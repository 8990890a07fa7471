package dev.patchbay.processes.score;

import dev.patchbay.processes.lifecycle.Phase;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process's health is judged by.
 *
 * @param restarts by its policy, in the last hour
 * @param violations how often each limit was exceeded in the last ten minutes
 * @param stall why it does nothing, if that is known
 */
public record Signs(
    Phase phase,
    Optional<Answer> liveness,
    Optional<Answer> readiness,
    int restarts,
    List<Pressure> pressures,
    Map<String, Integer> violations,
    Optional<Stall> stall) {
  public Signs {
    pressures = List.copyOf(pressures);
    violations = Collections.unmodifiableMap(new LinkedHashMap<>(violations));
  }

  public Signs(
      Phase phase,
      Optional<Answer> liveness,
      Optional<Answer> readiness,
      int restarts,
      List<Pressure> pressures) {
    this(phase, liveness, readiness, restarts, pressures, Map.of(), Optional.empty());
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
   * @param roomier a larger limit that would do, for people; may be empty
   */
  public record Pressure(String limit, double share, String roomier) {
    public Pressure(String limit, double share) {
      this(limit, share, "");
    }
  }
}
