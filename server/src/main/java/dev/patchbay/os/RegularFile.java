package dev.patchbay.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Opens regular files alone, whatever the name leads to at that moment: opening a pipe waits for
 * somebody to write into it, and opening a device may do anything.
 */
public final class RegularFile {
  private static final int O_PATH = 0x200000;
  private static final int O_CLOEXEC = 0x80000;

  /** The same on x86-64 and on the generic architectures but arm, where it stands for another. */
  private static final int O_NOFOLLOW =
      System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

  private static final boolean BY_DESCRIPTOR =
      NativeSupport.ofThisMachine() instanceof NativeSupport.Available;

  private RegularFile() {}

  /**
   * An open file.
   *
   * @param attributes as they were when it was opened
   */
  public record Opened(FileChannel channel, BasicFileAttributes attributes) {}

  /**
   * Opens for reading. May block as long as the file system does, but for nothing else.
   *
   * @param path whose last part is no link
   * @return empty if it is no regular file
   * @throws IOException if it cannot be opened
   */
  public static Optional<Opened> open(Path path) throws IOException {
    return BY_DESCRIPTOR ? openByDescriptor(path) : openByName(path);
  }

  /** A descriptor that only stands for the file shows what it is before it is opened. */
  private static Optional<Opened> openByDescriptor(Path path) throws IOException {
    int fd = LibC.open(path.toString(), O_PATH | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
      // Throws what the JDK has for it.
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      throw new IOException(new Errno(-fd).message());
    }
    try {
      Path same = Path.of("/proc/self/fd/" + fd);
      BasicFileAttributes attributes = Files.readAttributes(same, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(new Opened(FileChannel.open(same, StandardOpenOption.READ), attributes))
          : Optional.empty();
    } finally {
      LibC.close(fd);
    }
  }

  private static Optional<Opened> openByName(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile()
        ? Optional.of(
            new Opened(
                FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
                attributes))
        : Optional.empty();
  }
}
