package dev.patchbay.http;

import java.util.List;

/**
 * What became of a changed configuration file, for people.
 *
 * @param changes what was done
 * @param waiting what of it does not run yet, and what for
 * @param atNextStart changed keys that take effect at the next start of the hub
 */
public record Reloaded(List<String> changes, List<String> waiting, List<String> atNextStart) {
  public Reloaded {
    changes = List.copyOf(changes);
    waiting = List.copyOf(waiting);
    atNextStart = List.copyOf(atNextStart);
  }
}
