package dev.patchbay.detectors;

import dev.patchbay.detectors.machine.Copy;
import dev.patchbay.detectors.machine.Owner;

/** A copy with all that is known of it. */
public record FoundCopy(Copy copy, Owner owner, Version version) {
  FoundCopy with(Version other) {
    return new FoundCopy(copy, owner, other);
  }

  /** Whether it can be the tool, for all that is known. */
  public boolean isUsable() {
    return !(version instanceof Version.NotTheTool);
  }
}
