package dev.patchbay.processes.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All figures at one moment.
 *
 * @param nanos by a clock that only goes on
 * @param time the same for people
 */
public record Reading(long nanos, Instant time, List<Subject> subjects) {
  public Reading {
    subjects = List.copyOf(subjects);
  }

  /**
   * What figures are known of a process.
   *
   * @param id of the process; empty for the machine
   * @param details sentences for people, where there is more to say than the figure
   */
  public record Subject(
      String id, String name, Map<Figure, Double> figures, Map<Figure, String> details) {
    public Subject(String id, String name, Map<Figure, Double> figures) {
      this(id, name, figures, Map.of());
    }
  }
}
