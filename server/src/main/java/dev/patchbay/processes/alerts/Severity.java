package dev.patchbay.processes.alerts;

/** How bad it is, the least first. */
public enum Severity {
  WARNING,
  CRITICAL,
  EMERGENCY
}
