package dev.patchbay.processes;

/** Whether a process is kept from taking what others need. */
public enum Pace {
  NORMAL,
  SLOWED,
  PAUSED
}
