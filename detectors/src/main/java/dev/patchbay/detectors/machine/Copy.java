package dev.patchbay.detectors.machine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that a tool's name could mean.
 *
 * @param path where the name was found; it is what is executed, since a program may go by its name
 * @param real where that leads, links followed
 * @param file the state of the real file
 * @param entry which entry of the search path, counted from 0
 * @param origin why that entry is looked at
 * @param exposure by what somebody else could have put it there; such a copy is not run unasked
 */
public record Copy(
    Path path,
    Path real,
    FileId file,
    int entry,
    SearchPath.Origin origin,
    Optional<Exposure> exposure) {
  /** Whether somebody else may write to it or put another in its place. */
  public boolean openToAll() {
    return exposure.isPresent();
  }
}
