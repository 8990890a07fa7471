package dev.patchbay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The only way in which the hub writes files of its own: with permissions for their owner alone,
 * whatever the umask is, which stays the user's for the programs that the hub starts.
 */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** What {@link #replace} leaves behind if the hub is killed in it. */
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.new");

  /** What earlier versions left. */
  private static final Pattern OLD_LEFTOVER =
      Pattern.compile(
          "(token|sessions|hub\\.id|hub\\.address|updates-asked|tools|upload-[0-9a-f]{16}"
              + "|install-[0-9a-f]{64}\\.sh|integration\\.(bash|fish)|\\.zshenv)\\d+\\.new"
              + "|\\.tools\\.json\\.new|processes\\.journal\\.new|\\w+\\.crashes\\.new");

  private PrivateFiles() {}

  /** Opens a file, and makes it and the folders above it where they are missing and to be made. */
  public static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    try {
      return FileChannel.open(file, all, ownerOnly("rw-------"));
    } catch (NoSuchFileException e) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || Files.exists(folder) || !all.contains(StandardOpenOption.CREATE)) {
        throw e;
      }
      folder(folder);
      return FileChannel.open(file, all, ownerOnly("rw-------"));
    }
  }

  /** Makes a folder, and those above it, where they are missing. */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, ownerOnly("rwx------"));
  }

  /** Makes a folder in one that others may write to; false where it is not this user's alone. */
  public static boolean makeOwn(Path folder) {
    try {
      Files.createDirectory(folder, ownerOnly("rwx------"));
    } catch (IOException e) {
      // Perhaps it is there already.
    }
    return isOwn(folder);
  }

  /** Whether a path is a folder, and no link, that is this user's alone. */
  public static boolean isOwn(Path folder) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          && found.permissions().equals(PosixFilePermissions.fromString("rwx------"))
          && Files.isWritable(folder)
          && found.owner().equals(Files.getOwner(Path.of("/proc/self")));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Replaces a file whole: after a crash or on a full disk the old one or the new one is there, and
   * the new one is on the disk when this returns.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    String id = UUID.randomUUID().toString();
    Path fresh = file.resolveSibling("." + file.getFileName() + "." + id + ".new");
    boolean replaced = false;
    try {
      try (FileChannel channel =
          open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      replaced = true;
    } finally {
      if (!replaced) {
        Files.deleteIfExists(fresh);
      }
    }
  }

  /** Whether a file is half of a {@link #replace} that a killed hub did not finish. */
  static boolean isLeftover(Path file) {
    String name = file.toFile().getName();
    return LEFTOVER.matcher(name).matches() || OLD_LEFTOVER.matcher(name).matches();
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
