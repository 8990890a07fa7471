package dev.patchbay.processes.limits;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.processes.registry.Incarnation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
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

  /** The name of an incarnation's group. */
  static String name(Incarnation incarnation) {
    return incarnation.id() + "-" + incarnation.generation();
  }

  boolean has(Controller controller) {
    return parents.containsKey(controller);
  }

  /** Whether more of it can be slowed down instead of refused. */
  boolean throttles(Controller controller) {
    return has(controller)
        && (controller == Controller.CPU || (unified && controller == Controller.MEMORY));
  }

  /** For people. */
  String version() {
    return unified ? "cgroup v2" : "cgroup v1";
  }

  /**
   * Makes a group. With version 2 each has one, since all that is in it can be killed at once; with
   * version 1 only one that has something to be told.
   *
   * @param values what each controller is to be told, or {@link Controls#NO_LIMIT} to have the
   *     group only
   * @return empty if it needs none
   * @throws IOException if the kernel does not take it
   */
  Optional<ControlGroup> make(String name, Map<Controller, Long> values) throws IOException {
    Map<Controller, Path> places = new EnumMap<>(Controller.class);
    if (unified) {
      for (Map.Entry<Controller, Path> parent : parents.entrySet()) {
        places.put(parent.getKey(), Files.createDirectories(parent.getValue().resolve(name)));
      }
    }
    for (Map.Entry<Controller, Long> entry : values.entrySet()) {
      Path parent = parents.get(entry.getKey());
      if (parent == null) {
        throw new IOException("there is no controller " + entry.getKey());
      }
      Path folder = Files.createDirectories(parent.resolve(name));
      places.put(entry.getKey(), folder);
      Controls.limit(folder, unified, entry.getKey(), entry.getValue());
    }
    return group(places);
  }

  /** What an earlier hub made for an incarnation, if it is still there. */
  public Optional<ControlGroup> find(Incarnation incarnation) {
    Map<Controller, Path> places = new EnumMap<>(Controller.class);
    parents.forEach((controller, parent) -> {
      Path folder = parent.resolve(name(incarnation));
      if (Files.isDirectory(folder)) {
        places.put(controller, folder);
      }
    });
    return group(places);
  }

  private Optional<ControlGroup> group(Map<Controller, Path> places) {
    return places.isEmpty() ? Optional.empty() : Optional.of(new ControlGroup(places, unified));
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
