package dev.patchbay.os;

import java.util.Optional;

/** A process, or what it was to be given, could not be had. */
public final class OsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as a caller may want to tell the cases apart. */
  public enum Reason {
    NOT_FOUND,
    NOT_EXECUTABLE,
    TOO_MANY_ARGUMENTS,
    OUT_OF_RESOURCES,
    NOT_SUPPORTED,
    OTHER
  }

  private final Reason reason;

  public OsException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public static OsException of(String call, Errno errno) {
    return new OsException(errno.reason(), call + ": " + errno.message());
  }

  public Reason reason() {
    return reason;
  }

  /** The message, which an exception made here always has. */
  public String text() {
    return Optional.ofNullable(getMessage()).orElse(reason.name());
  }
}
