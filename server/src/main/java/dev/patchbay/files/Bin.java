package dev.patchbay.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.files.Refusal.Reason;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The user's bin, as the trash specification of freedesktop.org has it, so that what is put there
 * can be had back by the desktop's own programs: in the home, and on other file systems at their
 * top.
 */
public final class Bin {
  /** More of one name than anybody looks through. */
  private static final int MOST_OF_A_NAME = 10_000;

  private final Path home;

  private Bin(Path home) {
    this.home = home;
  }

  /**
   * @param environment the user's
   */
  public static Bin of(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        data.startsWith("/")
            ? Path.of(data)
            : Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")),
                ".local",
                "share");
    return new Bin(base.resolve("Trash"));
  }

  /**
   * Puts something there, in one step. Blocks.
   *
   * @param path real but for its last name
   */
  Binned put(Path path) throws RefusedException {
    try {
      Optional<Path> bin = find(path);
      if (bin.isEmpty()) {
        throw new RefusedException(
            Reason.FORBIDDEN,
            "no-bin",
            "The file system of \"" + path + "\" has no bin that it could be put into.");
      }
      return put(path, bin.get());
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, path));
    }
  }

  private Binned put(Path path, Path bin) throws IOException, RefusedException {
    Path info = Files.createDirectories(bin.resolve("info"));
    Path files = Files.createDirectories(bin.resolve("files"));
    String name = path.toFile().getName();
    for (int i = 1; i <= MOST_OF_A_NAME; i++) {
      String free = i == 1 ? name : name + "." + i;
      Path note = info.resolve(free + ".trashinfo");
      try {
        // Its name is taken by the note, which is made first and must be new.
        Files.writeString(note, note(path), StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      Path target = files.resolve(free);
      try {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        Files.move(path, target);
        return new Binned(path, target);
      } finally {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(note);
        }
      }
    }
    throw new RefusedException(
        Reason.CONFLICT, "bin-full", "The bin has too many things named \"" + name + "\".");
  }

  private static String note(Path path) {
    String encoded =
        URLEncoder.encode(path.toString(), UTF_8).replace("+", "%20").replace("%2F", "/");
    return "[Trash Info]\nPath="
        + encoded
        + "\nDeletionDate="
        + LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
        + "\n";
  }

  /** On the same file system; none where it cannot be made. */
  private Optional<Path> find(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null) {
      return Optional.empty();
    }
    FileStore store = Files.getFileStore(folder);
    Path base = home;
    while (base.getParent() != null && !Files.exists(base)) {
      base = base.getParent();
    }
    if (Files.getFileStore(base).equals(store)) {
      return Optional.of(home);
    }
    Path top = folder;
    while (top.getParent() != null && Files.getFileStore(top.getParent()).equals(store)) {
      top = top.getParent();
    }
    Path own = top.resolve(".Trash-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    try {
      if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            own,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return Optional.of(own);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
