package dev.patchbay.files;

import dev.patchbay.files.Listing.Kind;
import dev.patchbay.files.Refusal.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What is done in folders, each by its real path. Blocks. */
final class Folders {
  /** A folder with more is looked at by other means. */
  private static final int MOST_READ = 100_000;

  private Folders() {}

  static Listing list(Path folder, int most) throws RefusedException {
    List<Listing.Entry> entries = new ArrayList<>();
    boolean cut = false;
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        if (entries.size() == MOST_READ) {
          cut = true;
          break;
        }
        try {
          entries.add(entry(path));
        } catch (NoSuchFileException e) {
          // It has gone meanwhile.
        }
      }
    } catch (IOException e) {
      throw new RefusedException(Refusal.ofReading(e, folder));
    } catch (DirectoryIteratorException e) {
      throw new RefusedException(Refusal.ofReading(Objects.requireNonNull(e.getCause()), folder));
    }
    entries.sort(
        Comparator.<Listing.Entry, Boolean>comparing(entry -> entry.kind() != Kind.FOLDER)
            .thenComparing(Listing.Entry::name));
    return new Listing(
        folder, entries.subList(0, Math.min(most, entries.size())), cut || entries.size() > most);
  }

  private static Listing.Entry entry(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Kind kind = Kind.OTHER;
    if (attributes.isSymbolicLink()) {
      kind = Kind.LINK;
    } else if (attributes.isDirectory()) {
      kind = Kind.FOLDER;
    } else if (attributes.isRegularFile()) {
      kind = Kind.FILE;
    }
    return new Listing.Entry(
        path.toFile().getName(),
        kind,
        attributes.size(),
        attributes.lastModifiedTime().toInstant());
  }

  static Path make(Path folder) throws RefusedException {
    try {
      return Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      throw taken(folder);
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, folder));
    }
  }

  /** In one step, or not at all. */
  static Path move(Path from, Path to) throws RefusedException {
    try {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw taken(to);
      }
      if (to.startsWith(from)) {
        throw new RefusedException(
            Reason.CONFLICT, "into-itself", "\"" + from + "\" cannot be moved into itself.");
      }
      if (!Files.getFileStore(parent(from)).equals(Files.getFileStore(parent(to)))) {
        throw new RefusedException(
            Reason.CONFLICT,
            "other-file-system",
            "\"" + to + "\" is on another file system than \"" + from + "\": copy it there.");
      }
      return Files.move(from, to);
    } catch (FileAlreadyExistsException e) {
      throw taken(to);
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, from));
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static RefusedException taken(Path path) {
    return new RefusedException(
        Reason.CONFLICT, "file-exists", "There is a \"" + path + "\" already.");
  }
}
