package dev.patchbay.processes.alerts;

import dev.patchbay.config.Quantities;
import java.time.Instant;

/**
 * An alert that was raised.
 *
 * @param subject id of the process; empty for the machine
 * @param name of the process; empty for the machine
 * @param value the figure when it was raised
 * @param detail a sentence for people that says more than the figure; empty where none does
 */
public record Alert(
    AlertRule rule, String subject, String name, double value, String detail, Instant raisedAt) {
  /** The same for each time it is raised for a subject. */
  public String id() {
    return subject.isEmpty() ? rule.name() : rule.name() + ":" + subject;
  }

  /** The sentence for people. */
  public String text() {
    if (!detail.isEmpty()) {
      return detail;
    }
    return "%s: %s is %s %s, %s than %s"
        .formatted(
            name.isEmpty() ? "the machine" : name,
            rule.figure().key(),
            Quantities.number(value),
            rule.figure().unit(),
            rule.above() ? "more" : "less",
            Quantities.number(rule.threshold()));
  }
}
