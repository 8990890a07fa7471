package dev.patchbay.detectors.machine;

import java.nio.file.Path;

/**
 * A component of a path by which somebody else could have put there what the path leads to.
 *
 * @param component its own path, links before it followed
 * @param mode permissions and kind as in stat(2)
 */
public record Exposure(Path component, Cause cause, int uid, int gid, int mode) {
  private static final int PERMISSIONS = 07777;

  /** What is wrong with it. */
  public enum Cause {
    /** It belongs to neither root nor this user. */
    OWNER,
    WRITABLE_BY_GROUP,
    WRITABLE_BY_ALL
  }

  /** For people: who could, and by what; a sentence without its end. */
  public String words() {
    return switch (cause) {
      case OWNER -> component + " belongs to user " + uid + ", who is neither you nor root";
      case WRITABLE_BY_GROUP -> component + " may be written by group " + gid + modeWords();
      case WRITABLE_BY_ALL -> component + " may be written by everybody" + modeWords();
    };
  }

  /** The command that mends it. */
  public String remedy() {
    return switch (cause) {
      case OWNER -> "chown \"$(id -un)\" '" + component + "'";
      case WRITABLE_BY_GROUP -> "chmod g-w '" + component + "'";
      case WRITABLE_BY_ALL -> "chmod go-w '" + component + "'";
    };
  }

  private String modeWords() {
    return " (owner " + uid + ", mode " + "%04o".formatted(mode & PERMISSIONS) + ")";
  }
}
