package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the kernel is to hold a process to, from before it is executed.
 *
 * @param limits of the process and of each that it starts
 * @param nice 0 to leave it as the hub's own is; below that only where the hub may
 * @param groups control groups to join, by their folders
 */
public record Restraints(Map<Resource, Long> limits, int nice, List<Path> groups)
    implements Gate.Preparation {
  /** What prlimit(2) limits here; the same numbers on x86-64 and arm64. */
  public enum Resource {
    /** Seconds of processor time. */
    CPU(0),
    /** Bytes of a file that is written. */
    FILE_SIZE(1),
    /** Bytes of a core file. */
    CORE(4),
    OPEN_FILES(7);

    private final int number;

    Resource(int number) {
      this.number = number;
    }
  }

  public static final Restraints NONE = new Restraints(Map.of(), 0, List.of());

  public Restraints {
    limits = Map.copyOf(limits);
    groups = List.copyOf(groups);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  @Override
  public void prepare(int pid) {
    for (Path group : groups) {
      try {
        Files.writeString(group.resolve("cgroup.procs"), Integer.toString(pid));
      } catch (IOException e) {
        throw new OsException(
            OsException.Reason.OTHER, "cannot join the control group " + group + ": " + e);
      }
    }
    limits.forEach((resource, value) -> limit(pid, resource, value));
    if (nice > 0) {
      LibC.check("lower the priority", LibC.setpriority(pid, nice));
    } else if (nice < 0) {
      // Not allowed to most users; then it runs as the hub itself does.
      LibC.setpriority(pid, nice);
    }
  }

  /** Soft and hard alike. */
  private static void limit(int pid, Resource resource, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(JAVA_LONG, 2);
      limits.setAtIndex(JAVA_LONG, 0, value);
      limits.setAtIndex(JAVA_LONG, 1, value);
      LibC.check("limit " + resource, LibC.prlimit(pid, resource.number, limits));
    }
  }
}
