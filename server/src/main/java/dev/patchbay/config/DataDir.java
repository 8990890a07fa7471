package dev.patchbay.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Everything that the hub keeps, for its user's eyes alone. Thread-safe; what it does blocks. */
public final class DataDir implements AutoCloseable {
  /** Files are written at most this deep in it. */
  private static final int LEFTOVER_DEPTH = 4;

  private final Path path;
  private final Storage storage;
  private final KeptFiles kept;

  /** An existing folder, to read from. */
  public DataDir(Path path) {
    this.path = path;
    storage = new Storage();
    kept = new KeptFiles(path, storage);
  }

  /** Creates the directory where it is missing. */
  public static DataDir open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new ConfigException("the data dir " + absolute + " is not a folder");
    }
    try {
      PrivateFiles.folder(absolute);
    } catch (IOException e) {
      throw new DiskException(DiskFault.of(e, absolute));
    }
    if (!Files.isWritable(absolute)) {
      throw new ConfigException("the data dir " + absolute + " cannot be written");
    }
    return new DataDir(absolute);
  }

  /** {@code $XDG_STATE_HOME/patchbay} or {@code ~/.local/state/patchbay}. */
  public static Path byDefault(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.startsWith("/")
            ? Path.of(state)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve("patchbay");
  }

  public Path path() {
    return path;
  }

  /** Which files in it cannot be written. */
  public Storage storage() {
    return storage;
  }

  /** Removes what a killed hub was writing. Only for the hub that has claimed the data dir. */
  public void removeLeftovers() {
    try (Stream<Path> files = Files.walk(path, LEFTOVER_DEPTH)) {
      for (Path file : files.filter(PrivateFiles::isLeftover).toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger(DataDir.class)
          .warn("what an earlier hub was writing cannot be removed: {}", e.toString());
    }
  }

  /** A file's text, as it was written last; empty if there is none. */
  public Optional<String> read(String name) {
    Path file = path.resolve(name);
    try {
      return kept.read(name);
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e);
    }
  }

  /**
   * Replaces a file whole: after a crash or on a full disk the old one or the new one is there.
   *
   * @throws DiskException if the disk does not take it
   */
  public void write(String name, String text) {
    try {
      PrivateFiles.replace(path.resolve(name), text.getBytes(UTF_8));
      kept.wasWritten(name);
    } catch (IOException e) {
      throw new DiskException(DiskFault.of(e, path.resolve(name)));
    }
  }

  /**
   * Replaces a file whole as soon as the disk takes it. Until then its text is kept in memory,
   * where {@link #read} finds it; a hub that is killed meanwhile has lost it.
   *
   * @throws DiskException if the disk does not take it, and memory has too much of that already
   */
  public void keep(String name, String text) {
    kept.keep(name, text);
  }

  /**
   * As {@link #keep}, but where the disk does not take it, the file is deleted: the next hub must
   * not find what it said before.
   */
  public void keepOrDelete(String name, String text) {
    kept.keepOrDelete(name, text);
  }

  /** Sets a file aside whose content cannot be used, for whoever wants to look at it. */
  public void setAside(String name) {
    Path file = path.resolve(name);
    try {
      Files.move(file, path.resolve(name + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LoggerFactory.getLogger(DataDir.class).warn("cannot set {} aside: {}", file, e.toString());
    }
  }

  /** Deletes a file if it is there, as soon as the disk lets it. */
  public void delete(String name) {
    kept.delete(name);
  }

  /** Writes what has not been written yet, if it can be, and stops trying. */
  @Override
  public void close() {
    storage.close();
    kept.flush();
  }
}
