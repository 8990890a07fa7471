package dev.patchbay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Everything that the hub keeps, for its user's eyes alone. */
public record DataDir(Path path) {
  /** Creates the directory where it is missing. */
  public static DataDir open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute, ownerOnly("rwx------"));
      if (!Files.isWritable(absolute)) {
        throw new ConfigException("the data dir " + absolute + " cannot be written");
      }
      return new DataDir(absolute);
    } catch (IOException e) {
      throw new ConfigException("the data dir " + absolute + " cannot be used: " + e);
    }
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

  /** A file's text; empty if there is none. */
  public Optional<String> read(String name) {
    Path file = path.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e);
    }
  }

  /** Replaces a file whole: after a crash or on a full disk the old one or the new one is there. */
  public void write(String name, String text) {
    Path file = path.resolve(name);
    try {
      Path fresh = Files.createTempFile(path, name, ".new", ownerOnly("rw-------"));
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new ConfigException("cannot write " + file + ": " + e);
    }
  }

  /** Sets a file aside whose content cannot be used, for whoever wants to look at it. */
  public void setAside(String name) {
    try {
      Files.move(
          path.resolve(name), path.resolve(name + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ConfigException("cannot rename " + path.resolve(name) + ": " + e);
    }
  }

  public void delete(String name) {
    try {
      Files.deleteIfExists(path.resolve(name));
    } catch (IOException e) {
      throw new ConfigException("cannot delete " + path.resolve(name) + ": " + e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
