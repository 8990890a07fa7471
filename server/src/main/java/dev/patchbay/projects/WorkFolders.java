package dev.patchbay.projects;

import dev.patchbay.os.BlockingPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Folders that somebody may work in. Thread-safe. Every method blocks, and throws {@link
 * dev.patchbay.os.BlockingPoolException} where the file system does not answer.
 */
public final class WorkFolders {
  private final BlockingPool pool;
  private final Predicate<Path> mayEnter;

  /**
   * @param mayEnter whether a folder may be worked in, given by its real path
   */
  public WorkFolders(BlockingPool pool, Predicate<Path> mayEnter) {
    this.pool = pool;
    this.mayEnter = mayEnter;
  }

  /** What a path leads to. */
  public sealed interface Entered {
    /** By its real path. */
    record Folder(Path path) implements Entered {}

    record Missing() implements Entered {}

    record NoFolder() implements Entered {}

    record Outside(Path path) implements Entered {}
  }

  /**
   * Finds a folder, links followed.
   *
   * @param base what a relative path starts from
   */
  public Entered enter(Path base, String path) {
    try {
      Path wanted = base.resolve(path);
      return pool.call(wanted, () -> enter(wanted));
    } catch (IOException | InvalidPathException e) {
      return new Entered.Missing();
    }
  }

  private Entered enter(Path wanted) throws IOException {
    Path real = wanted.toRealPath();
    if (!mayEnter.test(real)) {
      return new Entered.Outside(real);
    }
    return Files.isDirectory(real) ? new Entered.Folder(real) : new Entered.NoFolder();
  }

  /**
   * Which tools a folder's files ask for.
   *
   * @param hints files by which a folder asks for tools, with the tools' ids
   */
  public List<Want> wants(Path folder, Map<String, List<String>> hints) {
    return pool.call(folder, () -> Wants.of(folder, hints));
  }
}
