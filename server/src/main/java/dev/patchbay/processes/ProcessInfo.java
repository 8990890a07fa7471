package dev.patchbay.processes;

import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process at one moment, as it is shown.
 *
 * @param state in the contract's words
 * @param status the sentence for people
 * @param pid 0 if it does not run
 * @param restarts by the rules, since somebody last started it
 * @param ending how it ended last, in words
 * @param adopted whether an earlier hub started it
 */
public record ProcessInfo(
    String id,
    ProcessSpec spec,
    boolean declared,
    boolean wanted,
    String state,
    String status,
    int pid,
    int generation,
    int restarts,
    Optional<String> ending,
    Optional<Health> health,
    Optional<Health> readiness,
    Optional<Usage> usage,
    List<LimitReport> limits,
    Optional<Instant> startedAt,
    Instant createdAt,
    boolean adopted) {
  /**
   * What a probe says.
   *
   * @param state {@code unknown}, {@code good} or {@code bad}
   * @param detail why it is bad, or what the latest check said; may be empty
   */
  public record Health(String state, String detail) {}

  public ProcessInfo {
    limits = List.copyOf(limits);
  }
}
