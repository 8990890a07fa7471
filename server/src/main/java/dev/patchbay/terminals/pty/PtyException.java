package dev.patchbay.terminals.pty;

import java.util.Optional;

/** A pseudo-terminal or its process could not be had. */
public final class PtyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as a caller may want to tell the cases apart. */
  public enum Reason {
    NOT_FOUND,
    NOT_EXECUTABLE,
    TOO_MANY_ARGUMENTS,
    OUT_OF_RESOURCES,
    OTHER
  }

  private final Reason reason;

  public PtyException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static PtyException of(String call, Errno errno) {
    return new PtyException(errno.reason(), call + ": " + errno.message());
  }

  public Reason reason() {
    return reason;
  }

  /** The message, which an exception made here always has. */
  public String text() {
    return Optional.ofNullable(getMessage()).orElse(reason.name());
  }
}
