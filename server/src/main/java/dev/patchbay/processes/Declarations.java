package dev.patchbay.processes;

import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds declarations against each other. */
final class Declarations {
  private Declarations() {}

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
