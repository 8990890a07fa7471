package dev.patchbay.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A named pipe from a program to the hub.
 *
 * <p>The program opens it for reading too, so there is always a reader: when the hub is gone, the
 * program is not hit by SIGPIPE but waits once the pipe is full, until the next hub reads on.
 *
 * @param end the hub's; reading does not wait
 */
public record Fifo(Path path, Descriptor end) {
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  /** Makes the pipe and opens the hub's end. */
  public static Fifo make(Path path) {
    LibC.check("make the pipe " + path, LibC.mkfifo(path.toString()));
    letOthersWrite(path);
    try {
      return open(path);
    } catch (Throwable e) {
      remove(path);
      throw e;
    }
  }

  /**
   * A program that has become another user, as by su, opens its output by the name of its
   * descriptor, {@code /dev/stdout}. By the pipe's own name nobody can: its folder is private.
   */
  private static void letOthersWrite(Path path) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw--w--w-"));
    } catch (IOException e) {
      // Then it is as the file system has it, which is enough for most programs.
    }
  }

  /** Opens one that is there. */
  public static Fifo open(Path path) {
    int fd = LibC.open(path.toString(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    return new Fifo(path, Descriptor.of("open the pipe " + path, fd));
  }

  /** What the program gets as its descriptor of this number. */
  public Spawner.Stream asStream(int number) {
    return new Spawner.Stream.File(number, path.toString(), O_RDWR);
  }

  /** Closes the hub's end and takes away the name. */
  public void close() {
    end.close();
    remove(path);
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It is in a folder that is emptied at the next start.
    }
  }
}
