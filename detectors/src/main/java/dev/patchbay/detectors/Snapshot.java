package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Fault;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.SearchPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All tools at one moment.
 *
 * @param tools by id, in the catalogue's order
 * @param shell what the login shell said
 * @param faults entries of the catalogue that cannot be used
 * @param at when the look at the machine began
 * @param took how long it took; so far, while it is not complete
 * @param complete whether all versions that could be found out are known
 */
public record Snapshot(
    Map<String, ToolReport> tools,
    SearchPath path,
    LoginShell.Answer shell,
    List<Fault> faults,
    Instant at,
    Duration took,
    boolean complete) {
  public Snapshot {
    tools = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    faults = List.copyOf(faults);
  }

  public Collection<ToolReport> all() {
    return tools.values();
  }

  public Optional<ToolReport> find(String id) {
    return Optional.ofNullable(tools.get(id));
  }

  Snapshot with(ToolReport changed) {
    Map<String, ToolReport> changedTools = new LinkedHashMap<>(tools);
    changedTools.put(changed.tool().id(), changed);
    return new Snapshot(changedTools, path, shell, faults, at, took, complete);
  }

  Snapshot completed(Duration after) {
    return new Snapshot(tools, path, shell, faults, at, after, true);
  }

  /** Names of the variables that a tool gets from the login shell, with their values. */
  public Map<String, String> variables(Collection<String> patterns) {
    Map<String, String> chosen = new LinkedHashMap<>();
    shell
        .variables()
        .orElse(Map.of())
        .forEach((name, value) -> {
          if (patterns.stream().anyMatch(pattern -> matches(pattern, name))) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
