package dev.patchbay.processes.spec;

import dev.patchbay.processes.alerts.Severity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of something a process and all that it starts may take.
 *
 * @param max in the unit of its name
 * @param text the same as it was written, for people
 * @param action what follows when it is more
 * @param patience for how long it must be more without a break
 * @param on what follows instead from a severity on, which grows with the number of violations
 */
public record Limit(
    double max, String text, Action action, Duration patience, Map<Severity, Action> on) {
  /** Processor time is only much if it is so for a while; memory may be gone in a second. */
  private static final Duration CPU_PATIENCE = Duration.ofSeconds(10);

  /** What follows. */
  public enum Action {
    WARN,
    THROTTLE,
    KILL,
    /** Ended and started again, whatever its policy says. */
    RESTART
  }

  /** Of what. */
  public enum Name {
    /** Bytes. */
    MEMORY("memory"),
    /** Cores. */
    CPU("cpu"),
    /** Processes and threads. */
    PROCESSES("processes"),
    /** Descriptors of each process. */
    OPEN_FILES("openFiles"),
    /** Nanoseconds of an incarnation. */
    RUN_TIME("runTime"),
    /** Bytes a second. */
    DISK_READ("diskRead"),
    /** Bytes a second. */
    DISK_WRITE("diskWrite"),
    /** Bytes a second. */
    NETWORK("network");

    private final String key;

    Name(String key) {
      this.key = key;
    }

    /** As it is written. */
    public String key() {
      return key;
    }

    /** How long it must be more where a declaration does not say. */
    public Duration patience() {
      return this == CPU ? CPU_PATIENCE : Duration.ZERO;
    }
  }

  public Limit {
    if (!(max > 0)) {
      throw new IllegalArgumentException("a limit must be more than nothing");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("for must not be negative");
    }
    on = Map.copyOf(on);
  }

  public Limit(double max, String text, Action action) {
    this(max, text, action, Duration.ZERO, Map.of());
  }

  /** What follows a violation: what is said of its severity, or of the next below it. */
  public Action at(Severity severity) {
    Map<Severity, Action> said = new EnumMap<>(Severity.class);
    said.putAll(on);
    Action follows = action;
    for (Severity each : Severity.values()) {
      if (each.compareTo(severity) <= 0) {
        follows = Optional.ofNullable(said.get(each)).orElse(follows);
      }
    }
    return follows;
  }

  /** What follows the first violation. */
  public Action first() {
    return at(Severity.WARNING);
  }

  /** Whether one of its violations has this follow. */
  public boolean has(Action follows) {
    return first() == follows || on.containsValue(follows);
  }
}
