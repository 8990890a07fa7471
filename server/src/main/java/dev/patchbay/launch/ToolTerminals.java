package dev.patchbay.launch;

import dev.patchbay.detectors.Snapshot;
import dev.patchbay.terminals.OpenRequest;
import dev.patchbay.terminals.OpenResult;
import dev.patchbay.terminals.Terminals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The terminals that tools and recipes run in. Blocks for a moment.
 *
 * @param added what every tool finds in its environment, as it is configured now
 * @param ownVariables of the hub: how to reach it and its services
 */
record ToolTerminals(
    Terminals terminals,
    Supplier<Map<String, String>> added,
    Supplier<Map<String, String>> ownVariables) {
  LaunchResult open(OpenRequest request) {
    return switch (terminals.open(request)) {
      case OpenResult.Opened(var terminal) -> new LaunchResult.Started(terminal);
      case OpenResult other -> new LaunchResult.NotOpened(other);
    };
  }

  /**
   * The user's own PATH, what the catalogue passes on, and how to reach the hub and its services.
   */
  Map<String, String> environment(Snapshot snapshot, List<String> patterns) {
    Map<String, String> environment = new HashMap<>(snapshot.variables(patterns));
    environment.put("PATH", snapshot.path().asPath());
    environment.putAll(ownVariables.get());
    environment.putAll(added.get());
    return environment;
  }
}
