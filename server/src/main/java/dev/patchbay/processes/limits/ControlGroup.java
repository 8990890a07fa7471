package dev.patchbay.processes.limits;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.os.GroupMembers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group, or with version 1 the groups, of one incarnation.
 *
 * @param folders which a process joins
 */
public record ControlGroup(List<Path> folders, boolean unified) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroup.class);

  public ControlGroup {
    folders = List.copyOf(folders);
  }

  /** Whether the kernel killed something in it because its memory was used up. */
  public boolean ranOutOfMemory() {
    String file = unified ? "memory.events" : "memory.oom_control";
    for (Path folder : folders) {
      try {
        for (String line : BoundedFile.lines(folder.resolve(file), MAX_BYTES)) {
          if (line.startsWith("oom_kill ") && !line.equals("oom_kill 0")) {
            return true;
          }
        }
      } catch (IOException e) {
        // A group without the memory controller.
      }
    }
    return false;
  }

  /** Kills all that is in it, at once where the kernel can; safe against forks. */
  public void kill() {
    for (Path folder : folders) {
      Path all = folder.resolve("cgroup.kill");
      try {
        if (Files.isWritable(all)) {
          Files.writeString(all, "1");
        }
      } catch (IOException e) {
        LOG.debug("cannot kill {}", folder, e);
      }
    }
  }

  /** Takes it away; what is still in it keeps it. */
  public void remove() {
    folders.forEach(ControlGroup::remove);
  }

  static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.debug("{} is not empty", folder, e);
    }
  }

  /** Pids of those that are in it now. */
  public Set<Integer> members() {
    return GroupMembers.of(folders);
  }
}
