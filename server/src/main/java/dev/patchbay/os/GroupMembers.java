package dev.patchbay.os;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is in a control group: nobody but root gets out of one, whatever else is shed. */
public final class GroupMembers {
  /** Four million pids, which no kernel has more of. */
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private GroupMembers() {}

  /**
   * @param groups by their folders
   * @return pids of those that are in one of them now; none of a group that is gone
   */
  public static Set<Integer> of(List<Path> groups) {
    Set<Integer> pids = new HashSet<>();
    for (Path group : groups) {
      try {
        for (String line : BoundedFile.lines(group.resolve("cgroup.procs"), MAX_BYTES)) {
          pids.add(Integer.parseInt(line));
        }
      } catch (IOException | NumberFormatException e) {
        // Taken away, as it is once it is empty.
      }
    }
    return pids;
  }
}
