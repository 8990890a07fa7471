package dev.patchbay.processes.spec;

import java.util.List;
import java.util.Map;

/**
 * Where it stands among the others.
 *
 * @param dependsOn names of those that must be there first, and how
 * @param autoStart whether it is started with the hub, or as soon as it is declared
 */
public record Place(
    List<String> tags, Priority priority, Map<String, Condition> dependsOn, boolean autoStart) {
  public Place {
    tags = List.copyOf(tags);
    dependsOn = Map.copyOf(dependsOn);
  }
}
