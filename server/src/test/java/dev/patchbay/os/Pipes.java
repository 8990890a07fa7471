package dev.patchbay.os;

import java.nio.file.Path;

/** What tests do to pipes. */
public final class Pipes {
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_SETPIPE_SZ = 1031;

  private Pipes() {}

  /** Fills a named pipe with as many bytes, for which it is made large enough. */
  public static void fill(Path pipe, int bytes) {
    try (Descriptor end = Descriptor.of("open", LibC.open(pipe.toString(), O_RDWR | O_NONBLOCK))) {
      LibC.check("enlarge", LibC.fcntl(end.number(), F_SETPIPE_SZ, bytes));
      int written = end.write(new byte[bytes], 0, bytes);
      if (written != bytes) {
        throw new AssertionError("the pipe took " + written);
      }
    }
  }
}
