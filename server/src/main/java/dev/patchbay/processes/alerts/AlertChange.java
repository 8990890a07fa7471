package dev.patchbay.processes.alerts;

import java.time.Instant;

/** What became of an alert. */
public sealed interface AlertChange {
  Alert alert();

  record Raised(Alert alert) implements AlertChange {}

  record Cleared(Alert alert, Instant at) implements AlertChange {}
}
