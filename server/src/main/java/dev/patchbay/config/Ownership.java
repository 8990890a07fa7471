package dev.patchbay.config;

import dev.patchbay.detectors.machine.Exposure;
import dev.patchbay.detectors.machine.PathTrust;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Refuses what somebody else could have written or read, as ssh does with its own files: it names
 * the path, its owner and mode, and the command that mends it. The owner and mode of every
 * component of a path count. What belongs to the user and is only readable is made private.
 */
public final class Ownership {
  /** Names of the files that the hub creates in its data dir; it leaves all others alone. */
  private static final Pattern OWN =
      Pattern.compile(
          "token|sessions.*|hub\\..*|tools\\.json|updates-asked|audit\\.log.*|processes.*|shell"
              + "|upload-[0-9a-f]+|install-[0-9a-f]+\\.sh|terminals.*|screens.*");

  private static final int MOST_DEPTH = 8;
  private static final int PERMISSIONS = 07777;
  private static final int READ_BY_OTHERS = 0004;
  private static final int READ_BY_GROUP_OR_OTHERS = 0044;
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 0002;
  private static final int OPEN = 0077;
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final PathTrust trust = PathTrust.ofThisMachine();

  /**
   * Looks at a file or folder that is read and obeyed: a configuration file, a folder of tools.
   *
   * @throws ConfigException if somebody else could have written it
   */
  public void requireOwn(String what, Path path) {
    Optional<Exposure> exposure = trust.exposure(path.toAbsolutePath());
    if (exposure.isPresent()) {
      throw refusal(what, path, exposure.get().words(), exposure.get().remedy());
    }
  }

  /**
   * Looks at a file that only its owner may read: a token, a key. Where root owns a key that this
   * user is to read, a group may read it too.
   *
   * @throws ConfigException if somebody else could have written it, or can read it
   */
  public void requireSecret(String what, Path path) {
    requireOwn(what, path);
    Optional<Stat> found = Stat.of(path, true);
    if (found.isPresent()) {
      Stat stat = found.get();
      boolean own = stat.uid == Stat.me();
      int readers = own ? READ_BY_GROUP_OR_OTHERS : READ_BY_OTHERS;
      if ((stat.mode & readers) != 0) {
        throw refusal(
            what,
            path,
            path + " can be read by others" + stat.words(),
            "chmod " + (own ? "600" : "o-r") + " '" + path + "'");
      }
    }
  }

  /**
   * Looks at the data dir, which may be missing, and makes private what the hub has made in it.
   *
   * @throws ConfigException if somebody else could have written to it
   */
  public void requireDataDir(Path path) {
    Path dir = path.toAbsolutePath().normalize();
    Path there = dir;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!there.equals(dir)) {
      requireOwn("the folder of the data dir", there);
      return;
    }
    requireOwn("the data dir", dir);
    requireSecret("the token", dir.resolve("token"));
    Optional<Stat> found = Stat.of(dir, true);
    if (found.isEmpty() || !found.get().isFolder()) {
      return;
    }
    Stat stat = found.get();
    if (stat.uid != Stat.me()) {
      throw refusal(
          "the data dir",
          dir,
          dir + " is not yours" + stat.words(),
          "chown \"$(id -un)\" '" + dir + "'");
    }
    if ((stat.mode & STICKY) != 0 && (stat.mode & OTHERS_WRITE) != 0) {
      throw refusal(
          "the data dir",
          dir,
          "everybody may make files in " + dir + stat.words(),
          "mkdir -m 700 '" + dir.resolve("patchbay") + "' and use that");
    }
    if ((stat.mode & OPEN) != 0) {
      if (hasOnlyOwn(dir)) {
        makePrivate(dir, FOLDER);
      } else {
        LoggerFactory.getLogger(Ownership.class)
            .warn(
                "others can see what the files in {} are called; it has other things in it than"
                    + " the hub's own, so it stays as it is. To change that, run: chmod 700 '{}'",
                dir,
                dir);
      }
    }
    repair(dir, 0);
  }

  private static ConfigException refusal(String what, Path path, String words, String remedy) {
    return new ConfigException(
        what
            + " "
            + path
            + " is not used: "
            + words
            + ". Run: "
            + remedy
            + " (or start with --insecure-permissions)");
  }

  private static boolean hasOnlyOwn(Path dir) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(dir)) {
      for (Path file : all) {
        if (!OWN.matcher(file.toFile().getName()).matches()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void repair(Path folder, int depth) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (depth > 0 || OWN.matcher(file.toFile().getName()).matches()) {
          repairOne(file, depth);
        }
      }
    } catch (IOException e) {
      warn(folder, e);
    }
  }

  private static void repairOne(Path file, int depth) {
    Optional<Stat> found = Stat.of(file, false);
    // Its service may write to a pipe after it became another user. The folder is private.
    if (found.isEmpty() || found.get().isLink() || found.get().isPipe()) {
      return;
    }
    boolean folder = found.get().isFolder();
    if ((found.get().mode & OPEN) != 0) {
      makePrivate(file, folder ? FOLDER : FILE);
    }
    if (folder && depth < MOST_DEPTH) {
      repair(file, depth + 1);
    }
  }

  private static void makePrivate(Path file, Set<PosixFilePermission> permissions) {
    try {
      Files.setPosixFilePermissions(file, permissions);
      LoggerFactory.getLogger(Ownership.class)
          .info("{} could be read by others; it cannot now", file);
    } catch (IOException e) {
      warn(file, e);
    }
  }

  private static void warn(Path file, IOException e) {
    LoggerFactory.getLogger(Ownership.class)
        .warn("{} cannot be made private: {}", file, e.toString());
  }

  /** Of a file, as stat(2) has it. */
  private record Stat(int uid, int mode) {
    private static final int KIND = 0170000;
    private static final int LINK = 0120000;
    private static final int DIRECTORY = 0040000;
    private static final int PIPE = 0010000;

    static Optional<Stat> of(Path path, boolean followLinks) {
      LinkOption[] options =
          followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
      try {
        Map<String, Object> values = Files.readAttributes(path, "unix:uid,mode", options);
        return values.get("uid") instanceof Integer uid
                && values.get("mode") instanceof Integer mode
            ? Optional.of(new Stat(uid, mode))
            : Optional.empty();
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    static int me() {
      return of(Path.of("/proc/self"), true)
          .or(() -> of(Path.of(System.getProperty("user.home")), true))
          .map(Stat::uid)
          .orElse(-1);
    }

    boolean isLink() {
      return (mode & KIND) == LINK;
    }

    boolean isPipe() {
      return (mode & KIND) == PIPE;
    }

    boolean isFolder() {
      return (mode & KIND) == DIRECTORY;
    }

    String words() {
      return " (owner " + uid + ", mode " + "%04o".formatted(mode & PERMISSIONS) + ")";
    }
  }
}
