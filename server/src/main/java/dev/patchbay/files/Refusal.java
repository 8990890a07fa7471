package dev.patchbay.files;

import dev.patchbay.config.DiskFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Why a file was not given or taken.
 *
 * @param code for programs, {@code lower-dash}
 * @param detail for people, one sentence
 */
public record Refusal(Reason reason, String code, String detail) {
  /** What kind of reason it is. */
  public enum Reason {
    MALFORMED,
    MISSING,
    FORBIDDEN,
    CONFLICT,
    TOO_LARGE,
    BUSY,
    NO_SPACE,
    FAILED
  }

  static Refusal outsideRoots(Path path) {
    return new Refusal(
        Reason.FORBIDDEN,
        "outside-roots",
        "\"" + path + "\" is outside the workspace roots of the configuration.");
  }

  static Refusal noSpace(Path folder) {
    return new Refusal(
        Reason.NO_SPACE,
        "disk-full",
        "There is not enough room on the disk of \"" + folder + "\". Free some space there.");
  }

  /** What the system said when a file was to be read. The room on its disk is no reason then. */
  static Refusal ofReading(IOException e, Path path) {
    return e instanceof AccessDeniedException
        ? notPermitted(path)
        : new Refusal(
            Reason.FAILED, "file-failed", "\"" + path + "\" cannot be read: " + text(e) + ".");
  }

  /** What the system said when a file was to be found or written. */
  static Refusal of(IOException e, Path path) {
    if (e instanceof AccessDeniedException) {
      return notPermitted(path);
    }
    DiskFault fault = DiskFault.of(e, path);
    return switch (fault.kind()) {
      case FULL, FAILING, HANGING ->
          new Refusal(Reason.NO_SPACE, fault.kind().code(), fault.detail());
      case READ_ONLY ->
          new Refusal(
              Reason.FORBIDDEN, "not-permitted", "\"" + path + "\" is on a read-only file system.");
      case REFUSED ->
          new Refusal(
              Reason.FAILED,
              "file-failed",
              "The system could not do that with \"" + path + "\": " + text(e));
    };
  }

  private static Refusal notPermitted(Path path) {
    return new Refusal(
        Reason.FORBIDDEN, "not-permitted", "The system does not permit that for \"" + path + "\".");
  }

  private static String text(IOException e) {
    return e instanceof FileSystemException f
        ? Objects.requireNonNullElse(f.getReason(), e.toString())
        : Objects.requireNonNullElse(e.getMessage(), e.toString());
  }
}
