package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.usage.Column;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process at one moment, as it is shown.
 *
 * @param state in the contract's words
 * @param status the sentence for people
 * @param waiting what it waits for, if it does
 * @param pid 0 if it does not run
 * @param restarts by the rules, since somebody last started it
 * @param retrying how far it is with being started again
 * @param last how it ended last, and what went wrong with it
 * @param health what the liveness probe says; unknown where there is none
 * @param readiness empty where there is no probe for it
 * @param score of its health; empty while there is nothing to judge
 * @param trends where its figures are going
 * @param violations of its limits in the last ten minutes, the newest first
 * @param uptime for how long it has run, whatever became of the time of day meanwhile
 * @param adopted whether an earlier hub started it
 * @param pace whether it is slowed or paused while the machine has too much to do
 * @param idle for how long it has neither printed anything nor taken time, once that is a while
 */
public record ProcessInfo(
    String id,
    ProcessSpec spec,
    boolean declared,
    boolean wanted,
    String state,
    String status,
    Optional<Waiting> waiting,
    int pid,
    int generation,
    int restarts,
    Retrying retrying,
    Last last,
    Health health,
    Optional<Health> readiness,
    Optional<Score> score,
    Map<Column, Trend> trends,
    Optional<Usage> usage,
    List<LimitReport> limits,
    List<Violation> violations,
    Optional<Instant> startedAt,
    Optional<Duration> uptime,
    Instant createdAt,
    boolean adopted,
    Pace pace,
    Optional<Duration> idle) {
  /**
   * How it ended last.
   *
   * @param exit empty while it has not ended
   * @param crash the same in words, if it was none that anybody wanted
   * @param errors since the hub started
   */
  public record Last(Optional<Ending> exit, Optional<String> crash, ErrorCounts errors) {}

  /**
   * Back-off and breaker of a process.
   *
   * @param failures restarts in a row, without a stable run between them
   * @param untilNext until the next start, while it backs off
   * @param breaker whether those that depend on it are started meanwhile
   */
  public record Retrying(int failures, Optional<Duration> untilNext, Breaker breaker) {}

  /**
   * What a probe says.
   *
   * @param state {@code unknown}, {@code good} or {@code bad}
   * @param detail why it is bad, or what the latest check said; may be empty
   */
  public record Health(String state, String detail) {}

  public ProcessInfo {
    trends = Map.copyOf(trends);
    limits = List.copyOf(limits);
    violations = List.copyOf(violations);
  }
}
