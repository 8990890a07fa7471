package dev.patchbay.processes;

import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds declarations against each other. */
final class Declarations {
  private Declarations() {}

  /**
   * Looks at one alone: what is wrong with others is theirs.
   *
   * @param all the others, by name; itself may be among them
   * @throws SpecException if it depends on what is not there, or on itself by way of others
   */
  static void check(ProcessSpec spec, Map<String, ProcessSpec> all) {
    Map<String, ProcessSpec> specs = new HashMap<>(all);
    specs.put(spec.name(), spec);
    for (String other : spec.place().dependsOn().keySet()) {
      if (!specs.containsKey(other)) {
        throw new SpecException("/dependsOn", "there is no process \"" + other + "\"");
      }
    }
    List<String> way = wayBack(spec.name(), spec.name(), specs, new HashSet<>());
    if (!way.isEmpty()) {
      throw new SpecException(
          "/dependsOn", "they depend on each other: " + String.join(" → ", way));
    }
  }

  /** The names from one to another by what each depends on; none if there is no way. */
  private static List<String> wayBack(
      String from, String to, Map<String, ProcessSpec> specs, Set<String> been) {
    ProcessSpec spec = specs.get(from);
    if (spec == null || !been.add(from)) {
      return List.of();
    }
    for (String other : spec.place().dependsOn().keySet()) {
      List<String> rest = other.equals(to) ? List.of(to) : wayBack(other, to, specs, been);
      if (!rest.isEmpty()) {
        List<String> way = new ArrayList<>(List.of(from));
        way.addAll(rest);
        return way;
      }
    }
    return List.of();
  }

  /**
   * @param specs all there would be, by name
   * @throws SpecException if one depends on what is not there, or on itself by way of others; the
   *     pointer begins with the name
   */
  static void check(Map<String, ProcessSpec> specs) {
    specs.forEach((name, spec) -> {
      for (String other : spec.place().dependsOn().keySet()) {
        if (!specs.containsKey(other)) {
          throw new SpecException(
              "/" + name + "/dependsOn", "there is no process \"" + other + "\"");
        }
      }
    });
    Set<String> clear = new HashSet<>();
    specs.keySet().forEach(name -> follow(name, specs, new ArrayList<>(), clear));
  }

  private static void follow(
      String name, Map<String, ProcessSpec> specs, List<String> way, Set<String> clear) {
    if (clear.contains(name)) {
      return;
    }
    if (way.contains(name)) {
      List<String> cycle = new ArrayList<>(way.subList(way.indexOf(name), way.size()));
      cycle.add(name);
      throw new SpecException(
          "/" + name + "/dependsOn", "they depend on each other: " + String.join(" → ", cycle));
    }
    way.add(name);
    ProcessSpec spec = specs.get(name);
    if (spec != null) {
      spec.place().dependsOn().keySet().forEach(other -> follow(other, specs, way, clear));
    }
    way.removeLast();
    clear.add(name);
  }
}
