package dev.patchbay.processes;

import dev.patchbay.config.Quantities;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.lifecycle.State;
import java.time.Duration;
import java.util.Optional;

/** The sentences for people. */
public final class Words {
  /** Who waits for less does not wonder why. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  private Words() {}

  /** How it ended. */
  public static String of(Ending ending) {
    return switch (ending) {
      case Ending.Code(int code) -> "Exit code: " + code;
      case Ending.Signal(String name, boolean dumped) ->
          "Killed by signal: " + name + (dumped ? ", core dumped" : "");
      case Ending.Limit(String limit, String value) ->
          "Resource limit exceeded: " + limit + " " + Quantities.spaced(value);
      case Ending.TimedOut(Duration after) -> "Timed out after " + of(after);
      case Ending.Unhealthy(String reason) -> "Unhealthy: " + reason;
      case Ending.Daemonized(String left) ->
          "Put itself into the background: "
              + left
              + " ran on and was ended. Have it stay in the foreground, such as by `daemon off`,"
              + " `--foreground` or `exec`";
      case Ending.NotStarted(_, String detail, _) -> "Could not start: " + detail;
      case Ending.Unknown(String reason) -> "Ended, how is not known: " + reason;
    };
  }

  /**
   * How it stands.
   *
   * @param waiting what it waits for, if it is not only for its back-off
   * @param next how long until the next start of one that backs off
   */
  static String of(State state, Optional<Waiting> waiting, Duration next) {
    Optional<String> waits = waiting.map(what -> "waits " + what.text());
    String since =
        waiting
            .map(what -> what.since().waited())
            .filter(waited -> waited.compareTo(WORTH_TELLING) >= 0)
            .map(waited -> " for " + of(waited))
            .orElse("");
    String status =
        switch (state.phase()) {
          case Phase.Queued _ -> "Queued" + since + waits.map(what -> ": " + what).orElse("");
          case Phase.Starting _ -> "Starting";
          case Phase.Running(boolean ready) -> ready ? "Running" : "Running, not ready";
          case Phase.Stopping _ -> "Stopping";
          case Phase.BackingOff _ ->
              "Backing off" + since + ", " + waits.orElseGet(() -> "next start in " + of(next));
          case Phase.Stopped(var how) -> how != null && state.wanted() ? "Completed" : "Stopped";
          case Phase.Failed(Ending why) -> "Failed (" + of(why) + ")";
          case Phase.Gone _ -> "Deleted";
        };
    return state.restarts() > 0 ? status + " [restarts: " + state.restarts() + "]" : status;
  }

  /** What is added where it is kept back. */
  static String of(Pace pace) {
    return switch (pace) {
      case NORMAL -> "";
      case SLOWED -> ", slowed while the machine has too much to do";
      case PAUSED -> ", paused while the machine has too much to do";
    };
  }

  /** In the contract's words. */
  static String state(Phase phase) {
    return switch (phase) {
      case Phase.Queued _ -> "queued";
      case Phase.Starting _ -> "starting";
      case Phase.Running _ -> "running";
      case Phase.Stopping _ -> "stopping";
      case Phase.BackingOff _ -> "backing-off";
      case Phase.Stopped _, Phase.Gone _ -> "stopped";
      case Phase.Failed _ -> "failed";
    };
  }

  static String of(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return Math.max(0, duration.toMillis()) + " ms";
    }
    // Rounded up, so that what is 7.9 s away is not said to be 7.
    long seconds = duration.plusMillis(999).toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
