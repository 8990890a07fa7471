package dev.patchbay.detectors.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One file that a tool's name could mean.
 *
 * @param path where the name was found; it is what is executed, since a program may go by its name
 * @param real where that leads, links followed
 * @param file the state of the real file
 * @param entry which entry of the search path, counted from 0
 * @param origin why that entry is looked at
 * @param obstacle why the system cannot execute it, as a clause for people; empty where it can
 * @param exposure by what somebody else could have put it there; such a copy is not run unasked
 */
public record Copy(
    Path path,
    Path real,
    FileId file,
    int entry,
    SearchPath.Origin origin,
    Optional<String> obstacle,
    Optional<Exposure> exposure) {
  /**
   * What a path means.
   *
   * @param isOnPath whether there is a program of a name on the user's PATH
   * @return empty if it is no program that may be executed, or went away in between
   */
  public static Optional<Copy> of(
      Path path, int entry, SearchPath.Origin origin, PathTrust trust, Predicate<String> isOnPath) {
    Optional<FileId> id = FileId.of(path);
    if (id.isEmpty() || !id.get().isProgram() || !Files.isExecutable(path)) {
      return Optional.empty();
    }
    try {
      Path real = path.toRealPath();
      return Optional.of(
          new Copy(
              path,
              real,
              id.get(),
              entry,
              origin,
              ExecFormat.obstacle(real, isOnPath),
              trust.exposure(path)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether somebody else may write to it or put another in its place. */
  public boolean openToAll() {
    return exposure.isPresent();
  }
}
