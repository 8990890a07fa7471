package dev.patchbay.processes;

import java.util.List;

/**
 * What became of changed declarations, for people.
 *
 * @param changes what was done
 * @param waiting which of them do not run yet, and what for
 */
public record ReloadResult(List<String> changes, List<String> waiting) {
  public ReloadResult {
    changes = List.copyOf(changes);
    waiting = List.copyOf(waiting);
  }
}
