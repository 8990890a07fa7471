package dev.patchbay.processes.lifecycle;

import java.util.Locale;

/** Whose fault an error is. */
public enum Category {
  /** What was declared cannot be run: no such program, folder, interpreter. */
  CONFIGURATION,
  /** The machine or the hub has no room for it. */
  CAPACITY,
  /** The configuration forbids it. */
  POLICY,
  /** The program itself failed. */
  PROCESS,
  /** The hub or its machine could not do its part. */
  HUB;

  /** Of what ended as it should not have, or was not started. */
  public static Category of(Ending ending) {
    return switch (ending) {
      case Ending.Code _, Ending.Signal _, Ending.Limit _, Ending.TimedOut _, Ending.Unhealthy _ ->
          PROCESS;
      // Who puts itself into the background is to be declared in the foreground.
      case Ending.Daemonized _ -> CONFIGURATION;
      case Ending.Unknown _ -> HUB;
      case Ending.NotStarted failed -> ofFailedStart(failed.code());
    };
  }

  private static Category ofFailedStart(String code) {
    return switch (code) {
      case "out-of-resources" -> CAPACITY;
      case "start-failed",
          "cannot-start",
          "file-system-timeout",
          "not-supported-here",
          "stopping" ->
          HUB;
      default ->
          code.endsWith("not-allowed") || code.endsWith("outside-roots") ? POLICY : CONFIGURATION;
    };
  }

  /** As it is written. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
