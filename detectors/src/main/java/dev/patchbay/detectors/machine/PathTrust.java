package dev.patchbay.detectors.machine;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether somebody else could have put a file where it is, or could change it: the owner and
 * the mode of every component of its path count, as each symbolic link on the way leads.
 *
 * <p>A component must belong to root or to this user. Others may not write to it, and neither may
 * its group, unless everybody in the group is this user or root ({@link Accounts}). A folder with
 * the sticky bit may be written by all, since nobody can replace what another put there.
 *
 * <p>It caches the folders that it has checked, so create a new one for each scan. Not thread-safe.
 * Where the system has no owners and modes, everything is trusted.
 */
public final class PathTrust {
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /** As Linux has it. */
  private static final int MOST_LINKS = 40;

  private static final int KIND = 0170000;
  private static final int LINK = 0120000;
  private static final int DIRECTORY = 0040000;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;

  private final Accounts accounts;

  /** By the path as it was given. */
  private final Map<Path, Walk> folders = new HashMap<>();

  /** Where a path leads, or what on the way is not to be trusted; neither if it is not there. */
  private record Walk(Optional<Path> real, Optional<Exposure> exposure) {}

  private record Stat(int uid, int gid, int mode) {
    boolean isLink() {
      return (mode & KIND) == LINK;
    }

    boolean isDirectory() {
      return (mode & KIND) == DIRECTORY;
    }
  }

  public PathTrust(Accounts accounts) {
    this.accounts = accounts;
  }

  /** By the accounts of this machine. */
  public static PathTrust ofThisMachine() {
    return new PathTrust(Accounts.ofThisMachine());
  }

  /**
   * What about a file or folder is not to be trusted; empty where it is, and where it is not there.
   *
   * @param path absolute
   */
  public Optional<Exposure> exposure(Path path) {
    return UNIX ? walk(path).exposure() : Optional.empty();
  }

  /**
   * The same of a folder in which files are looked for by name: here the sticky bit does not help,
   * since anybody may add one.
   */
  public Optional<Exposure> exposureOfSearched(Path folder) {
    if (!UNIX) {
      return Optional.empty();
    }
    Walk walk = walk(folder);
    return walk.exposure()
        .or(() -> walk.real().flatMap(real -> stat(real).flatMap(stat -> written(real, stat))));
  }

  private Walk walk(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      Optional<Exposure> exposure = stat(path).flatMap(found -> judge(path, found));
      return new Walk(exposure.isEmpty() ? Optional.of(path) : Optional.empty(), exposure);
    }
    Walk above = folders.get(parent);
    if (above == null) {
      above = walk(parent);
      folders.put(parent, above);
    }
    if (above.real().isEmpty()) {
      return above;
    }
    return follow(above.real().get(), List.of(path.getFileName()));
  }

  private Walk follow(Path from, List<Path> names) {
    Path at = from;
    Deque<Path> left = new ArrayDeque<>(names);
    int links = 0;
    while (!left.isEmpty()) {
      Path name = left.removeFirst();
      Path parent = at.getParent();
      if (name.toString().equals("..")) {
        at = parent == null ? at : parent;
        continue;
      }
      if (name.toString().equals(".") || name.toString().isEmpty()) {
        continue;
      }
      Path next = at.resolve(name);
      Optional<Stat> stat = stat(next);
      Optional<Exposure> exposure = stat.flatMap(found -> judge(next, found));
      if (stat.isEmpty() || exposure.isPresent()) {
        return new Walk(Optional.empty(), exposure);
      }
      Optional<Path> target = stat.get().isLink() ? target(next) : Optional.empty();
      if (target.isPresent()) {
        if (++links > MOST_LINKS) {
          return new Walk(Optional.empty(), Optional.empty());
        }
        List<Path> parts = new ArrayList<>();
        target.get().forEach(parts::add);
        Collections.reverse(parts);
        parts.forEach(left::addFirst);
        if (target.get().isAbsolute()) {
          at = target.get().getRoot();
        }
      } else {
        at = next;
      }
    }
    return new Walk(Optional.of(at), Optional.empty());
  }

  private static Optional<Path> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One component, whose folder is known to be trusted. */
  private Optional<Exposure> judge(Path component, Stat stat) {
    if (!accounts.isTrustedOwner(stat.uid())) {
      return Optional.of(exposure(component, stat, Exposure.Cause.OWNER));
    }
    boolean sticky = stat.isDirectory() && (stat.mode() & STICKY) != 0;
    return stat.isLink() || sticky ? Optional.empty() : written(component, stat);
  }

  private Optional<Exposure> written(Path component, Stat stat) {
    if ((stat.mode() & OTHERS_WRITE) != 0) {
      return Optional.of(exposure(component, stat, Exposure.Cause.WRITABLE_BY_ALL));
    }
    return (stat.mode() & GROUP_WRITES) != 0 && !accounts.isHarmlessGroup(stat.gid())
        ? Optional.of(exposure(component, stat, Exposure.Cause.WRITABLE_BY_GROUP))
        : Optional.empty();
  }

  private static Exposure exposure(Path component, Stat stat, Exposure.Cause cause) {
    return new Exposure(component, cause, stat.uid(), stat.gid(), stat.mode());
  }

  private static Optional<Stat> stat(Path path) {
    try {
      Map<String, Object> values =
          Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new Stat(number(values, "uid"), number(values, "gid"), number(values, "mode")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.intValue() : -1;
  }
}
