package dev.patchbay.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/** Follows the links of a path by hand, so that it is known where that hangs. */
final class Links {
  /** As many as the kernel follows (MAXSYMLINKS). */
  private static final int MOST = 40;

  /** Told of each file before it is asked whether it is a link. */
  interface Visitor {
    /**
     * @param at a path without links, but perhaps its last part
     * @param whole the same with what comes after it
     */
    void visit(Path at, Path whole);
  }

  private Links() {}

  /** Ends where a part is not there: what comes after is the caller's to find out. */
  static void follow(Path path, Visitor visitor) {
    Path at = path.getRoot();
    Deque<Path> rest = new ArrayDeque<>();
    path.forEach(rest::add);
    int links = 0;
    while (at != null && !rest.isEmpty()) {
      Path name = rest.remove();
      if (name.toString().equals(".")) {
        continue;
      }
      if (name.toString().equals("..")) {
        Path parent = at.getParent();
        at = parent == null ? at : parent;
        continue;
      }
      Path next = at.resolve(name);
      visitor.visit(next, whole(next, rest));
      try {
        if (Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isSymbolicLink()) {
          if (++links > MOST) {
            return;
          }
          Path target = Files.readSymbolicLink(next);
          for (int i = target.getNameCount() - 1; i >= 0; i--) {
            rest.push(target.getName(i));
          }
          at = target.isAbsolute() ? target.getRoot() : at;
        } else {
          at = next;
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Path whole(Path at, Deque<Path> rest) {
    Path whole = at;
    for (Path name : rest) {
      whole = whole.resolve(name);
    }
    return whole;
  }
}
