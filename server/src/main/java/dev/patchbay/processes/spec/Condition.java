package dev.patchbay.processes.spec;

/** What must be true of a process before those that depend on it start. */
public enum Condition {
  STARTED,
  READY,
  /** It did its work and ended well. */
  COMPLETED
}
