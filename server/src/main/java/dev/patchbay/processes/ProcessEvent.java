package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.Violation;
import java.util.List;
import java.util.Optional;

/** What is told of processes to the floors above. */
public sealed interface ProcessEvent {
  /** Of one process. */
  sealed interface OfOne extends ProcessEvent {
    ProcessInfo process();
  }

  /** What had outlived those who started it was ended. */
  record OrphansEnded(List<Orphan> orphans) implements ProcessEvent {
    public OrphansEnded {
      orphans = List.copyOf(orphans);
    }
  }

  /** An incarnation runs that somebody wished for. */
  record Started(ProcessInfo process) implements OfOne {}

  /** An incarnation runs that followed a failure by the rules. */
  record Restarted(ProcessInfo process) implements OfOne {}

  /** It was declared. */
  record Created(ProcessInfo process) implements OfOne {}

  /**
   * It rests, and nothing is left of it.
   *
   * @param how it ended; empty if it had not run
   */
  record Stopped(ProcessInfo process, Optional<Ending> how, Why why) implements OfOne {
    /** What had it rest. */
    public enum Why {
      /** Somebody wished so. */
      REQUESTED,
      /** It had done its work. */
      COMPLETED,
      HUB_STOPPING
    }
  }

  /** It ended, or was ended, as it should not have. */
  record Crashed(ProcessInfo process, Ending how) implements OfOne {}

  /** It is not started again by itself. */
  record Failed(ProcessInfo process, Ending how) implements OfOne {}

  /** It was found ready or alive, or no longer. */
  record HealthChanged(ProcessInfo process, String probe, boolean good, String detail)
      implements OfOne {}

  /** It went over one of its limits, or would have if the kernel had let it. */
  record LimitExceeded(ProcessInfo process, Violation violation) implements OfOne {}

  /** It runs on, and the kernel killed so many of those that it started. */
  record KilledForMemory(ProcessInfo process, int count) implements OfOne {}

  /** It is slowed or paused for the machine's sake, or goes on. */
  record Paced(ProcessInfo process, Pace pace) implements OfOne {}

  /** Anything else that is shown of it changed. */
  record Changed(ProcessInfo process) implements OfOne {}

  /** It is no longer known. */
  record Removed(ProcessInfo process) implements OfOne {}

  /** It sent a message over its channel. */
  record Message(ProcessInfo process, String json) implements OfOne {}
}
