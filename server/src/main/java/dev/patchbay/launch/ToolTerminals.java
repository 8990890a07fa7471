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
 * @param url the hub's own
 */
record ToolTerminals(Terminals terminals, ToolSettings settings, Supplier<String> url) {
  LaunchResult open(OpenRequest request) {
    return switch (terminals.open(request)) {
      case OpenResult.Opened(var terminal) -> new LaunchResult.Started(terminal);
      case OpenResult other -> new LaunchResult.NotOpened(other);
    };
  }

  /** The user's own PATH, what the catalogue passes on, and how to reach the hub. */
  Map<String, String> environment(Snapshot snapshot, List<String> patterns) {
    Map<String, String> environment = new HashMap<>(snapshot.variables(patterns));
    environment.put("PATH", snapshot.path().asPath());
    environment.put("PATCHBAY_URL", url.get());
    environment.putAll(settings.environment());
    return environment;
  }
}
