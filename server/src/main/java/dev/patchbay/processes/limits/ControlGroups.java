package dev.patchbay.processes.limits;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.processes.registry.Incarnation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's control groups, as far as this hub may make them: version 2 where it is delegated,
 * version 1 where it is writable, as it is for root. Thread-safe.
 */
public final class ControlGroups {
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);

  /** A machine with thousands of containers has so many mounts. */
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Path OWN = Path.of("/proc/self/cgroup");

  /** What can be limited by a group. */
  public enum Controller {
    MEMORY("memory"),
    PROCESSES("pids"),
    CPU("cpu");

    private final String name;

    Controller(String name) {
      this.name = name;
    }
  }

  /** Where this hub's groups are made, for each controller there is. */
  private final Map<Controller, Path> parents;

  private final boolean unified;

  private ControlGroups(Map<Controller, Path> parents, boolean unified) {
    this.parents = new EnumMap<>(Controller.class);
    this.parents.putAll(parents);
    this.unified = unified;
  }

  /** Without any. */
  public static ControlGroups none() {
    return new ControlGroups(Map.of(), true);
  }

  /** Looks what there is, and makes a group for this hub's to be in. */
  public static ControlGroups find(String hubId) {
    try {
      Map<String, String> own = ownGroups();
      Map<Controller, Path> version1 = new EnumMap<>(Controller.class);
      for (String line : BoundedFile.lines(MOUNTS, MAX_BYTES)) {
        String[] fields = line.split(" ", -1);
        if (fields[2].equals("cgroup2")) {
          Optional<ControlGroups> version2 =
              unified(Path.of(fields[1]), own.getOrDefault("", "/"), hubId);
          if (version2.isPresent()) {
            return version2.get();
          }
        } else if (fields[2].equals("cgroup")) {
          for (Controller controller : Controller.values()) {
            if (List.of(fields[3].split(",", -1)).contains(controller.name)) {
              Path group =
                  Path.of(fields[1] + own.getOrDefault(controller.name, "/"))
                      .resolve("patchbay-" + hubId);
              if (make(group)) {
                version1.put(controller, group);
              }
            }
          }
        }
      }
      return new ControlGroups(version1, false);
    } catch (IOException e) {
      LOG.debug("no control groups", e);
      return none();
    }
  }

  /** The hub's own group by controller; that of version 2 has no name. */
  private static Map<String, String> ownGroups() throws IOException {
    Map<String, String> groups = new HashMap<>();
    for (String line : BoundedFile.lines(OWN, MAX_BYTES)) {
      String[] fields = line.split(":", 3);
      for (String name : fields[1].split(",", -1)) {
        groups.put(name, fields[2]);
      }
    }
    return groups;
  }

  /**
   * Version 2 lets no group have both processes and groups with controllers, so the hub moves
   * itself into a leaf of its own group first. Only where it was delegated to the hub alone.
   */
  private static Optional<ControlGroups> unified(Path mount, String own, String hubId)
      throws IOException {
    Path group = Path.of(mount + own);
    Path controllers = group.resolve("cgroup.controllers");
    if (own.equals("/") || !Files.isWritable(group) || !Files.isReadable(controllers)) {
      return Optional.empty();
    }
    Set<String> there = Set.of(BoundedFile.text(controllers, MAX_BYTES).strip().split("\\s+"));
    if (!there.contains("memory") && !there.contains("pids")) {
      return Optional.empty();
    }
    Path leaf = group.resolve("hub");
    String self = Long.toString(ProcessHandle.current().pid());
    List<String> members = BoundedFile.lines(group.resolve("cgroup.procs"), MAX_BYTES);
    boolean shared = !members.isEmpty() && !members.equals(List.of(self));
    if (shared || !make(leaf)) {
      return Optional.empty();
    }
    Files.writeString(leaf.resolve("cgroup.procs"), self);
    Map<Controller, Path> parents = new EnumMap<>(Controller.class);
    Path parent = group.resolve("patchbay-" + hubId);
    if (!make(parent)) {
      return Optional.empty();
    }
    for (Controller controller : Controller.values()) {
      if (there.contains(controller.name)) {
        Files.writeString(group.resolve("cgroup.subtree_control"), "+" + controller.name);
        Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + controller.name);
        parents.put(controller, parent);
      }
    }
    return Optional.of(new ControlGroups(parents, true));
  }

  private static boolean make(Path group) {
    try {
      Files.createDirectories(group);
      return Files.isWritable(group.resolve("cgroup.procs"));
    } catch (IOException e) {
      return false;
    }
  }

  private static String name(Incarnation incarnation) {
    return incarnation.id() + "-" + incarnation.generation();
  }

  boolean has(Controller controller) {
    return parents.containsKey(controller);
  }

  /** For people. */
  String version() {
    return unified ? "cgroup v2" : "cgroup v1";
  }

  /**
   * Makes a group for an incarnation. With version 2 each has one, since all that is in it can be
   * killed at once; with version 1 only one that has something to be told.
   *
   * @param values what each controller is to be told
   * @return empty if it needs none
   * @throws IOException if the kernel does not take it
   */
  Optional<ControlGroup> make(Incarnation incarnation, Map<Controller, Long> values)
      throws IOException {
    String name = name(incarnation);
    Set<Path> folders = new LinkedHashSet<>();
    if (unified) {
      for (Path parent : parents.values()) {
        folders.add(Files.createDirectories(parent.resolve(name)));
      }
    }
    for (Map.Entry<Controller, Long> entry : values.entrySet()) {
      Path parent = parents.get(entry.getKey());
      if (parent == null) {
        throw new IOException("there is no controller " + entry.getKey());
      }
      Path folder = Files.createDirectories(parent.resolve(name));
      folders.add(folder);
      set(folder, entry.getKey(), entry.getValue());
    }
    return group(folders);
  }

  /** What an earlier hub made for an incarnation, if it is still there. */
  public Optional<ControlGroup> find(Incarnation incarnation) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path parent : parents.values()) {
      Path folder = parent.resolve(name(incarnation));
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    return group(folders);
  }

  private Optional<ControlGroup> group(Set<Path> folders) {
    return folders.isEmpty()
        ? Optional.empty()
        : Optional.of(new ControlGroup(List.copyOf(folders), unified));
  }

  private void set(Path folder, Controller controller, long value) throws IOException {
    final long period = 100_000;
    switch (controller) {
      case MEMORY -> {
        write(folder, unified ? "memory.max" : "memory.limit_in_bytes", Long.toString(value));
        writeIfThere(
            folder,
            unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes",
            Long.toString(unified ? 0 : value));
      }
      case PROCESSES -> write(folder, "pids.max", Long.toString(value));
      case CPU -> {
        if (unified) {
          write(folder, "cpu.max", value + " " + period);
        } else {
          write(folder, "cpu.cfs_period_us", Long.toString(period));
          write(folder, "cpu.cfs_quota_us", Long.toString(value));
        }
      }
    }
  }

  private static void write(Path folder, String file, String value) throws IOException {
    Files.writeString(folder.resolve(file), value);
  }

  private static void writeIfThere(Path folder, String file, String value) {
    try {
      if (Files.isWritable(folder.resolve(file))) {
        write(folder, file, value);
      }
    } catch (IOException e) {
      LOG.debug("{} of {} is left as it is", file, folder, e);
    }
  }

  /** Takes away what earlier hubs left, and this one's own; what is still in use stays. */
  public void removeAll() {
    for (Path parent : Set.copyOf(parents.values())) {
      try (var groups = Files.newDirectoryStream(parent, Files::isDirectory)) {
        groups.forEach(ControlGroup::remove);
      } catch (IOException | DirectoryIteratorException e) {
        LOG.debug("{} cannot be read", parent, e);
      }
      ControlGroup.remove(parent);
    }
  }
}
