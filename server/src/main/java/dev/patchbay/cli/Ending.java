package dev.patchbay.cli;

/** Why a terminal is no longer shown here. */
sealed interface Ending {
  /** The program ended. */
  record Over(ProgramState state) implements Ending {}

  /** The user left it running. */
  record Detached() implements Ending {}

  /** Somebody deleted the terminal. */
  record Deleted() implements Ending {}

  /** The hub stopped, in order or without a word. */
  record HubGone() implements Ending {}

  /** The connection was lost and did not come back. */
  record Lost(String reason) implements Ending {}

  /** The hub did not allow what was tried. */
  record Refused(int exitCode, String reason) implements Ending {}

  /** By a close code of the protocol. */
  static Ending of(int code, String reason) {
    return switch (code) {
      case 1000 -> new Deleted();
      case 1001 -> new HubGone();
      case 4403 -> new Refused(Failure.NOT_ALLOWED, reason);
      case 4404 -> new Refused(Failure.NOT_FOUND, reason);
      default -> new Refused(Failure.FAILED, "the hub ended the connection: " + reason);
    };
  }

  /**
   * @param id the terminal's
   * @return one line for the user
   */
  default String words(String id) {
    return switch (this) {
      case Over(ProgramState.Exited(int code)) -> id + " exited with code " + code;
      case Over(ProgramState.Killed(String signal)) -> id + " was killed by signal " + signal;
      case Over _ -> id + " exited";
      case Detached _ -> "detached from " + id + ", which goes on";
      case Deleted _ -> id + " was deleted";
      case HubGone _ -> "the hub has stopped";
      case Lost(String reason) -> "the connection to " + id + " was lost: " + reason;
      case Refused(int _, String reason) -> reason;
    };
  }

  default int exitCode() {
    return switch (this) {
      case Over(ProgramState state) -> state.exitCode();
      case Detached _ -> 0;
      case Deleted _, Lost _ -> Failure.FAILED;
      case HubGone _ -> Failure.NO_HUB;
      case Refused(int exitCode, String _) -> exitCode;
    };
  }
}
