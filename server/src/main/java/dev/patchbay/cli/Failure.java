package dev.patchbay.cli;

/** A command cannot go on: the message is for the user, the exit code for scripts. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NO_HUB = 3;
  static final int NOT_FOUND = 4;
  static final int NOT_ALLOWED = 5;

  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
