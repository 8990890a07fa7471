package dev.patchbay.os;

import java.nio.file.Path;
import java.util.Objects;

/** A call was not answered, or not even made. */
public final class BlockingPoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The file system did not answer in time, or has not answered others for a while. */
    TIMED_OUT,
    /** Too many calls wait already. */
    FULL,
    /** The hub stops. */
    STOPPED
  }

  private final Reason reason;

  private BlockingPoolException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static BlockingPoolException timedOut(Path path) {
    return new BlockingPoolException(
        Reason.TIMED_OUT, "The file system does not answer for \"" + path + "\".");
  }

  static BlockingPoolException full(Path path) {
    return new BlockingPoolException(
        Reason.FULL, "Too many calls wait for the file system of \"" + path + "\" already.");
  }

  static BlockingPoolException stopped() {
    return new BlockingPoolException(Reason.STOPPED, "The hub is shutting down.");
  }

  public Reason reason() {
    return reason;
  }

  /** One sentence for people. */
  public String text() {
    return Objects.requireNonNullElse(getMessage(), reason.name());
  }
}
