package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.Violation;

/** What is told of processes to the floors above. */
public sealed interface ProcessEvent {
  ProcessInfo process();

  /** An incarnation runs that somebody wished for. */
  record Started(ProcessInfo process) implements ProcessEvent {}

  /** An incarnation runs that followed a failure by the rules. */
  record Restarted(ProcessInfo process) implements ProcessEvent {}

  /** It rests, and nothing is left of it. */
  record Stopped(ProcessInfo process) implements ProcessEvent {}

  /** It ended, or was ended, as it should not have. */
  record Crashed(ProcessInfo process, Ending how) implements ProcessEvent {}

  /** It is not started again by itself. */
  record Failed(ProcessInfo process, Ending how) implements ProcessEvent {}

  /** It was found ready or alive, or no longer. */
  record HealthChanged(ProcessInfo process, String probe, boolean good, String detail)
      implements ProcessEvent {}

  /** It went over one of its limits, or would have if the kernel had let it. */
  record LimitExceeded(ProcessInfo process, Violation violation) implements ProcessEvent {}

  /** Anything else that is shown of it changed. */
  record Changed(ProcessInfo process) implements ProcessEvent {}

  /** It is no longer known. */
  record Removed(ProcessInfo process) implements ProcessEvent {}

  /** It sent a message over its channel. */
  record Message(ProcessInfo process, String json) implements ProcessEvent {}
}
