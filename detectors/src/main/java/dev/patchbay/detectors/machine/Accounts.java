package dev.patchbay.detectors.machine;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who counts as root or as this user. Groups are judged by the files of local accounts alone; what
 * a directory service knows is not asked, and a group that the files do not have is nobody's own.
 * Thread-safe.
 */
public final class Accounts {
  private static final int ROOT = 0;

  /** Some 100,000 accounts. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  /** To whom the kernel says that files belong whose owners a user namespace does not know. */
  private static final int OVERFLOW = 65534;

  /** Whose members may become root anyhow, and in which Homebrew's folders are. */
  private static final int MACOS_ADMIN = 80;

  private final int user;
  private final boolean overflowIsRoot;
  private final boolean macos;
  private final Path passwd;
  private final Path group;
  private final Map<Integer, Boolean> harmless = new ConcurrentHashMap<>();

  /**
   * @param user this process's effective user id
   * @param overflowIsRoot whether root is outside of this process's user namespace
   * @param passwd the file of accounts, as passwd(5)
   * @param group the file of groups, as group(5)
   */
  Accounts(int user, boolean overflowIsRoot, boolean macos, Path passwd, Path group) {
    this.user = user;
    this.overflowIsRoot = overflowIsRoot;
    this.macos = macos;
    this.passwd = passwd;
    this.group = group;
  }

  public static Accounts ofThisMachine() {
    return new Accounts(
        me(),
        rootIsOutside(),
        System.getProperty("os.name").startsWith("Mac"),
        Path.of("/etc/passwd"),
        Path.of("/etc/group"));
  }

  /** Of a process that is running the kernel knows it; elsewhere the home folder tells. */
  private static int me() {
    for (Path own : List.of(Path.of("/proc/self"), Path.of(System.getProperty("user.home")))) {
      try {
        if (Files.getAttribute(own, "unix:uid") instanceof Integer uid) {
          return uid;
        }
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        // The next one may tell.
      }
    }
    return -1;
  }

  /** Whether this process is in a user namespace that does not know the overflow's owner. */
  private static boolean rootIsOutside() {
    List<String> ranges = lines(Path.of("/proc/self/uid_map"));
    return !ranges.isEmpty()
        && ranges.stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length == 3)
            .noneMatch(fields -> {
              long first = Long.parseLong(fields[0]);
              return OVERFLOW >= first && OVERFLOW < first + Long.parseLong(fields[2]);
            });
  }

  boolean isTrustedOwner(int uid) {
    return uid == ROOT || uid == user || (overflowIsRoot && uid == OVERFLOW);
  }

  /** Whether everybody in a group is root or this user: a private group, or one of nobody. */
  boolean isHarmlessGroup(int gid) {
    return (macos && (gid == MACOS_ADMIN || gid == ROOT))
        || harmless.computeIfAbsent(gid, this::hasOnlyOwnMembers);
  }

  private boolean hasOnlyOwnMembers(int gid) {
    Optional<String[]> found =
        lines(group).stream()
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length >= 4 && fields[2].equals(Integer.toString(gid)))
            .findFirst();
    if (found.isEmpty()) {
      return false;
    }
    Set<String> own = new HashSet<>();
    Set<String> members = new HashSet<>(Arrays.asList(found.get()[3].split(",", -1)));
    members.remove("");
    for (String line : lines(passwd)) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4) {
        if (fields[2].equals(Integer.toString(user)) || fields[2].equals("0")) {
          own.add(fields[0]);
        }
        if (fields[3].equals(Integer.toString(gid))) {
          members.add(fields[0]);
        }
      }
    }
    return own.containsAll(members);
  }

  private static List<String> lines(Path file) {
    try {
      return BoundedFile.text(file, MAX_BYTES, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
