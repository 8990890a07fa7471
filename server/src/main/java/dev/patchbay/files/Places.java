package dev.patchbay.files;

import dev.patchbay.files.Refusal.Reason;
import dev.patchbay.security.Roots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Finds what a path means, links followed, and keeps to the roots. */
final class Places {
  /** NAME_MAX of Linux. */
  private static final int MAX_NAME_BYTES = 255;

  private final Roots roots;

  Places(Roots roots) {
    this.roots = roots;
  }

  /**
   * The real path of a folder that files may go to.
   *
   * @param base what a relative path starts from; a missing one means this folder itself
   */
  Path folder(Path base, @Nullable String wanted) throws RefusedException {
    Path folder = real(base, wanted == null ? "" : wanted, "folder-not-found");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(
          Reason.MALFORMED, "not-a-folder", "\"" + folder + "\" is not a folder.");
    }
    return folder;
  }

  /** The real path of a plain file: never a folder, a device, a socket or a pipe. */
  Path file(Path base, String wanted) throws RefusedException {
    Path file = real(base, wanted, "file-not-found");
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        throw new RefusedException(
            Reason.MALFORMED,
            "is-a-folder",
            "\"" + file + "\" is a folder; only files can be downloaded.");
      }
      if (!attributes.isRegularFile()) {
        throw new RefusedException(
            Reason.MALFORMED,
            "not-a-file",
            "\"" + file + "\" is a device, a pipe or a socket, not a file.");
      }
      return file;
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, file));
    }
  }

  /**
   * A thing in a folder, whatever it is: the real path of its folder, and its name. The roots
   * themselves are in no folder that may be worked in.
   */
  Path entry(Path base, String wanted) throws RefusedException {
    Path path = wanted(base, wanted).normalize();
    Path name = path.getFileName();
    Path parent = path.getParent();
    if (name == null || parent == null) {
      throw new RefusedException(Refusal.outsideRoots(path));
    }
    return named(folder(parent, ""), name.toString());
  }

  /** The same for what must be there. */
  Path existing(Path base, String wanted) throws RefusedException {
    Path entry = entry(base, wanted);
    if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(
          Reason.MISSING, "file-not-found", "There is no \"" + entry + "\".");
    }
    return entry;
  }

  private Path real(Path base, String wanted, String missing) throws RefusedException {
    Path real;
    try {
      real = base.resolve(atHome(wanted)).toRealPath();
    } catch (InvalidPathException e) {
      throw new RefusedException(
          Reason.MALFORMED, "malformed-path", "This cannot be a path: " + e.getReason());
    } catch (IOException e) {
      Refusal refusal = Refusal.of(e, base.resolve(atHome(wanted)));
      throw refusal.reason() == Reason.FORBIDDEN
          ? new RefusedException(refusal)
          : new RefusedException(
              Reason.MISSING, missing, "There is no \"" + absolute(base, wanted) + "\".");
    }
    requireInside(real);
    return real;
  }

  private static Path absolute(Path base, String wanted) {
    return base.resolve(atHome(wanted)).normalize();
  }

  /** Where a path leads to by its text alone; the base if it is none. */
  static Path wanted(Path base, @Nullable String wanted) {
    try {
      return base.resolve(atHome(wanted == null ? "" : wanted));
    } catch (InvalidPathException e) {
      return base;
    }
  }

  private static String atHome(String wanted) {
    return wanted.equals("~") || wanted.startsWith("~/")
        ? System.getProperty("user.home") + wanted.substring(1)
        : wanted;
  }

  /**
   * @param real a path with its links followed
   */
  void requireInside(Path real) throws RefusedException {
    if (!roots.contain(real)) {
      throw new RefusedException(Refusal.outsideRoots(real));
    }
  }

  /** A name in a folder, and nothing more than that. */
  static Path named(Path folder, String name) throws RefusedException {
    boolean plain =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.indexOf('/') < 0
            && name.indexOf(java.io.File.separatorChar) < 0
            && name.chars().noneMatch(Character::isISOControl)
            && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
    if (!plain) {
      throw malformedName(name);
    }
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw malformedName(name);
    }
  }

  private static RefusedException malformedName(String name) {
    return new RefusedException(
        Reason.MALFORMED,
        "malformed-name",
        "\""
            + name
            + "\" cannot be a file's name: it must be 1 to 255 bytes without / and control"
            + " characters.");
  }
}
