package dev.patchbay.launch;

import dev.patchbay.detectors.FoundCopy;
import dev.patchbay.detectors.machine.Exposure;
import dev.patchbay.detectors.machine.FileId;
import dev.patchbay.detectors.machine.PathTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a program right before it is executed: whether it still is the one that was found, and
 * whether somebody else could have put it there.
 *
 * @param home the user's home folder, which is no project although everything is in it
 */
record Guard(Path home) {
  private static final List<Path> SYSTEM =
      Stream.of("/usr", "/bin", "/sbin", "/opt", "/nix", "/snap").map(Path::of).toList();

  /** Whether the file is the one that was looked at. */
  static boolean isUnchanged(FoundCopy found) {
    try {
      Path path = found.copy().path();
      return path.toRealPath().equals(found.copy().real())
          && FileId.of(path).filter(found.copy().file()::equals).isPresent()
          && Files.isExecutable(path);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Why the user should be asked first; empty where there is no reason.
   *
   * @param folder where it is to run
   */
  Optional<LaunchResult.Refused> objection(FoundCopy found, Path folder) {
    Optional<Exposure> exposure = PathTrust.ofThisMachine().exposure(found.copy().path());
    if (exposure.isPresent()) {
      return Optional.of(
          new LaunchResult.Refused(
              "tool-open-to-all",
              "Somebody else could have put "
                  + found.copy().path()
                  + " there: "
                  + exposure.get().words()
                  + ". Confirm to run it."));
    }
    return project(folder)
        .filter(project ->
            found.copy().real().startsWith(project) || found.copy().path().startsWith(project))
        .map(project ->
            new LaunchResult.Refused(
                "tool-inside-project",
                found.copy().path()
                    + " is part of the project "
                    + project
                    + " itself. Confirm to run it."));
  }

  /**
   * The repository that a folder is in, or else the folder itself, unless it is the home or where
   * the system keeps its programs.
   */
  private Optional<Path> project(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git")) && !home.startsWith(at)) {
        return Optional.of(at);
      }
    }
    return home.startsWith(folder) || SYSTEM.stream().anyMatch(folder::startsWith)
        ? Optional.empty()
        : Optional.of(folder);
  }
}
