package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** Small files of /proc, read without the detours that a file of unknown kind needs. */
public final class ProcFile {
  /** A page: the kernel writes most of these files into one. */
  public static final int MOST_BYTES = 4096;

  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 0x80000;

  private ProcFile() {}

  /** The beginning of the file, up to a page; empty if it cannot be read. */
  public static Optional<String> read(String path) {
    byte[] buffer = new byte[MOST_BYTES];
    int count = read(path, buffer);
    return count > 0 ? Optional.of(new String(buffer, 0, count, ISO_8859_1)) : Optional.empty();
  }

  /**
   * The same into a buffer that is used again.
   *
   * @return how many bytes it was; 0 if it cannot be read
   */
  public static int read(String path, byte[] buffer) {
    int fd = LibC.open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return 0;
    }
    try {
      // Who ends between the two calls can be opened, not read.
      return (int) Math.max(0, LibC.read(fd, buffer, 0, buffer.length));
    } finally {
      LibC.close(fd);
    }
  }
}
