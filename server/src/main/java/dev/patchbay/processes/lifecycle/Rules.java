package dev.patchbay.processes.lifecycle;

import java.util.Set;

/**
 * What a process's life goes by.
 *
 * @param successCodes exit codes that are none of a failure
 * @param maxRestarts how many restarts without a stable run between them are tried in a row
 * @param heldBack whether what it depends on keeps failing now, so that no restart is at once
 */
public record Rules(
    RestartPolicy policy, Set<Integer> successCodes, int maxRestarts, boolean heldBack) {
  public Rules(RestartPolicy policy, Set<Integer> successCodes, int maxRestarts) {
    this(policy, successCodes, maxRestarts, false);
  }

  public Rules {
    successCodes = Set.copyOf(successCodes);
    if (maxRestarts < 0) {
      throw new IllegalArgumentException("maxRestarts must not be negative");
    }
  }

  /** The same for now. */
  public Rules heldBack(boolean held) {
    return held == heldBack ? this : new Rules(policy, successCodes, maxRestarts, held);
  }

  /** Whether an end was what the process was for. */
  public boolean isSuccess(Ending ending) {
    return ending instanceof Ending.Code(int code) && successCodes.contains(code);
  }

  public boolean restartsAfter(Ending ending) {
    if (ending instanceof Ending.NotStarted failure && failure.permanent()) {
      return false;
    }
    if (ending instanceof Ending.Daemonized) {
      // It would do the same again.
      return false;
    }
    return switch (policy) {
      case NO -> false;
      case ON_FAILURE -> !isSuccess(ending);
      case ON_ABNORMAL ->
          switch (ending) {
            case Ending.Signal _, Ending.Limit _, Ending.TimedOut _, Ending.Unhealthy _ -> true;
            case Ending.Code _, Ending.Daemonized _, Ending.NotStarted _, Ending.Unknown _ -> false;
          };
      case ALWAYS, UNLESS_STOPPED -> true;
    };
  }
}
