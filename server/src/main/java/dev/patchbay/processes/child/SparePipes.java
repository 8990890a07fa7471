package dev.patchbay.processes.child;

import dev.patchbay.config.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the pipes of processes go while the data dir's file system has no room for them: a private
 * folder in memory or, at last, among temporary files. A full disk must not keep a service from
 * being restarted.
 *
 * @param folders in the order of preference; they need not be there
 */
public record SparePipes(List<Path> folders) {
  public SparePipes {
    folders = List.copyOf(folders);
  }

  /**
   * @param hubId the same for all hubs of a data dir, so that the next one finds them
   */
  public static SparePipes of(String hubId, Optional<String> runtimeDir) {
    String name = "patchbay-pipes-" + hubId;
    return new SparePipes(
        Stream.of(
                runtimeDir.filter(path -> path.startsWith("/")),
                Optional.of("/dev/shm"),
                Optional.of(System.getProperty("java.io.tmpdir")))
            .flatMap(Optional::stream)
            .map(base -> Path.of(base).toAbsolutePath().resolve(name))
            .toList());
  }

  /** Those that are there and this user's alone. */
  public List<Path> existing() {
    return folders.stream().filter(PrivateFiles::isOwn).toList();
  }

  /** The first that can be used; made if it is not there. */
  Optional<Path> folder() {
    return folders.stream().filter(PrivateFiles::makeOwn).findFirst();
  }

  /**
   * Takes away what an earlier hub left, and the folders where nothing is left.
   *
   * @param used beginnings of the names of what is still used
   */
  public void clear(Set<String> used) {
    for (Path folder : existing()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        boolean empty = true;
        for (Path file : files) {
          if (used.stream().noneMatch(file.toFile().getName()::startsWith)) {
            Files.deleteIfExists(file);
          } else {
            empty = false;
          }
        }
        if (empty) {
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        // They are empty files in memory, and the next hub tries again.
      }
    }
  }
}
