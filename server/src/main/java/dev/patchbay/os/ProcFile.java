package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** Small files of /proc, read without the detours that a file of unknown kind needs. */
public final class ProcFile {
  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 0x80000;

  /** A page: the kernel writes most of these files into one. */
  private static final int MOST_BYTES = 4096;

  private ProcFile() {}

  /** The beginning of the file, up to a page; empty if it cannot be read. */
  public static Optional<String> read(String path) {
    int fd = LibC.open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return Optional.empty();
    }
    try {
      byte[] buffer = new byte[MOST_BYTES];
      int count = (int) LibC.read(fd, buffer, 0, buffer.length);
      // Who ends between the two calls can be opened, not read.
      return count > 0 ? Optional.of(new String(buffer, 0, count, ISO_8859_1)) : Optional.empty();
    } finally {
      LibC.close(fd);
    }
  }
}
