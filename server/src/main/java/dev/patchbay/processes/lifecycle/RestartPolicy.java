package dev.patchbay.processes.lifecycle;

/** After which ends a process is started again; an operator's stop is never one of them. */
public enum RestartPolicy {
  /** Never. */
  NO,
  /** After a failure: a code that is no success, a signal, a limit and the like. */
  ON_FAILURE,
  /** After an end that was not the program's own: a signal, limit, time-out or failed liveness. */
  ON_ABNORMAL,
  /** Always, also at a start of the hub after somebody had stopped it. */
  ALWAYS,
  /** Always, but what somebody had stopped stays so at a start of the hub. */
  UNLESS_STOPPED
}
