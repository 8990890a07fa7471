package dev.patchbay.processes.limits;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.os.GroupMembers;
import dev.patchbay.processes.limits.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group, or with version 1 the groups, of one incarnation.
 *
 * @param places the folders which a process joins, by what is controlled there
 */
public record ControlGroup(Map<Controller, Path> places, boolean unified) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroup.class);

  /**
   * What the kernel has counted in it since it was made.
   *
   * @param periods of processor time in which something wanted to run
   * @param throttled those in which it was kept from it
   * @param refusedForks for want of a place among its processes
   * @param starved processes that were killed since its memory was used up
   */
  public record Counts(long periods, long throttled, long refusedForks, long starved) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    /** What was counted since an earlier look. */
    public Counts since(Counts before) {
      return new Counts(
          periods - before.periods,
          throttled - before.throttled,
          refusedForks - before.refusedForks,
          starved - before.starved);
    }
  }

  public ControlGroup {
    places = Map.copyOf(places);
  }

  /** All of them; with version 2 it is one. */
  public List<Path> folders() {
    return places.values().stream().distinct().toList();
  }

  /** Reads small files. */
  public Counts counts() {
    return new Counts(
        number(Controller.CPU, "cpu.stat", "nr_periods "),
        number(Controller.CPU, "cpu.stat", "nr_throttled "),
        number(Controller.PROCESSES, "pids.events", "max "),
        number(Controller.MEMORY, memoryEvents(), "oom_kill "));
  }

  /** Whether the kernel killed something in it because its memory was used up. */
  public boolean ranOutOfMemory() {
    return number(Controller.MEMORY, memoryEvents(), "oom_kill ") > 0;
  }

  /** Most memory that all in it had at once; empty in a group without the controller. */
  public OptionalLong peakBytes() {
    Path folder = places.get(Controller.MEMORY);
    if (folder == null) {
      return OptionalLong.empty();
    }
    try {
      String file = unified ? "memory.peak" : "memory.max_usage_in_bytes";
      return OptionalLong.of(
          Long.parseLong(BoundedFile.text(folder.resolve(file), MAX_BYTES).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private String memoryEvents() {
    return unified ? "memory.events" : "memory.oom_control";
  }

  /** The number behind a key; 0 in a group without the controller. */
  private long number(Controller controller, String file, String key) {
    Path folder = places.get(controller);
    if (folder == null) {
      return 0;
    }
    try {
      for (String line : BoundedFile.lines(folder.resolve(file), MAX_BYTES)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.substring(key.length()).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Older kernels do not count everything.
    }
    return 0;
  }

  /** Has the kernel hold it to so much, or not any more; false where it cannot. */
  public boolean set(Controller controller, Optional<Long> value) {
    Path folder = places.get(controller);
    try {
      return folder != null && Controls.throttle(folder, unified, controller, value);
    } catch (IOException e) {
      LOG.debug("cannot throttle {}", folder, e);
      return false;
    }
  }

  /** Gives it little of busy processors, or as much as others; false where there is no way. */
  public boolean weigh(boolean little) {
    Path folder = places.get(Controller.CPU);
    try {
      if (folder != null) {
        Controls.weigh(folder, unified, little);
      }
      return folder != null;
    } catch (IOException e) {
      LOG.debug("cannot weigh {}", folder, e);
      return false;
    }
  }

  /** Kills all that is in it, at once where the kernel can; safe against forks. */
  public void kill() {
    for (Path folder : folders()) {
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
    folders().forEach(ControlGroup::remove);
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
    return GroupMembers.of(folders());
  }
}
