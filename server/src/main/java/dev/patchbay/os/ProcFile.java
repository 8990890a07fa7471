package dev.patchbay.os;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
   * The same for who must not take a file that cannot be opened now for one that is gone.
   *
   * @throws OsException if this process or the machine has no descriptor or memory left for it
   */
  static Optional<String> readSurely(String path) {
    int fd = LibC.open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && new Errno(-fd).reason() == OsException.Reason.OUT_OF_RESOURCES) {
      throw OsException.of("open", new Errno(-fd));
    }
    byte[] buffer = new byte[MOST_BYTES];
    int count = fd < 0 ? 0 : readAndClose(fd, buffer);
    return count > 0 ? Optional.of(new String(buffer, 0, count, ISO_8859_1)) : Optional.empty();
  }

  /**
   * The same as {@link #read(String)} into a buffer that is used again.
   *
   * @return how many bytes it was; 0 if it cannot be read
   */
  public static int read(String path, byte[] buffer) {
    int fd = LibC.open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? 0 : readAndClose(fd, buffer);
  }

  private static int readAndClose(int fd, byte[] buffer) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(buffer.length);
      // Who ends between the two calls can be opened, not read.
      int count = (int) Math.max(0, LibC.readSlowly(fd, bytes));
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, buffer, 0, count);
      return count;
    } finally {
      LibC.close(fd);
    }
  }
}
