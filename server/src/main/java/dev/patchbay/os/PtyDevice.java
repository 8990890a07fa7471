package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A pseudo-terminal's two ends on Linux. The slave stays open here as long as the master does: then
 * a program that closes and reopens its terminal is no end of output, and the only end is that of
 * the process. Not thread-safe.
 *
 * @param name the slave's path, such as {@code /dev/pts/7}
 */
public record PtyDevice(Descriptor master, Descriptor slave, String name) implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  // include/uapi/asm-generic/ioctls.h and termbits.h; the same on x86-64 and arm64.
  private static final long TCGETS = 0x5401;
  private static final long TCSETS = 0x5402;
  private static final long TIOCGPGRP = 0x540F;
  private static final long TIOCSWINSZ = 0x5414;
  private static final long TIOCGPTN = 0x80045430L;
  private static final long TIOCSPTLCK = 0x40045431L;
  private static final int IUTF8 = 0x4000;
  private static final int ICANON = 0x2;
  private static final int ECHO = 0x8;
  private static final int TERMIOS_BYTES = 64;

  public static PtyDevice open(int cols, int rows) {
    Descriptor master =
        Descriptor.of(
            "open /dev/ptmx", LibC.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    Descriptor slave = null;
    try (Arena arena = Arena.ofConfined()) {
      int fd = master.number();
      MemorySegment number = arena.allocate(JAVA_INT);
      LibC.check("unlock the pseudo-terminal", LibC.ioctl(fd, TIOCSPTLCK, number));
      LibC.check("number the pseudo-terminal", LibC.ioctl(fd, TIOCGPTN, number));
      String name = "/dev/pts/" + number.get(JAVA_INT, 0);
      slave = Descriptor.of("open " + name, LibC.open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
      PtyDevice device = new PtyDevice(master, slave, name);
      device.expectUtf8(arena);
      LibC.check("set the terminal's size", device.resize(cols, rows));
      return device;
    } catch (Throwable e) {
      if (slave != null) {
        slave.close();
      }
      master.close();
      throw e;
    }
  }

  /** A session's leader that opens a terminal without O_NOCTTY gets it as its controlling one. */
  public List<Spawner.Stream> asStreams() {
    return List.of(
        new Spawner.Stream.File(0, name, O_RDWR),
        new Spawner.Stream.Copy(1, 0),
        new Spawner.Stream.Copy(2, 0));
  }

  /** Lets the line discipline erase whole characters rather than bytes. */
  private void expectUtf8(Arena arena) {
    MemorySegment termios = arena.allocate(TERMIOS_BYTES);
    LibC.check("read the terminal's settings", LibC.ioctl(master.number(), TCGETS, termios));
    termios.set(JAVA_INT, 0, termios.get(JAVA_INT, 0) | IUTF8);
    LibC.check("change the terminal's settings", LibC.ioctl(master.number(), TCSETS, termios));
  }

  /** Gives a negated error number where it fails, which it does once the terminal has hung up. */
  public int resize(int cols, int rows) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(4 * JAVA_SHORT.byteSize(), JAVA_SHORT.byteAlignment());
      size.set(JAVA_SHORT, 0, (short) rows);
      size.set(JAVA_SHORT, 2, (short) cols);
      return LibC.ioctl(master.number(), TIOCSWINSZ, size);
    }
  }

  /** The process group in the foreground, or 0 if there is none. */
  public int foregroundGroup() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment group = arena.allocate(JAVA_INT);
      return LibC.ioctl(master.number(), TIOCGPGRP, group) < 0 ? 0 : group.get(JAVA_INT, 0);
    }
  }

  /** Whether lines are edited here, as for most programs, but not shown, as for a password. */
  public boolean hidesTyping() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment termios = arena.allocate(TERMIOS_BYTES, JAVA_INT.byteAlignment());
      if (LibC.ioctl(master.number(), TCGETS, termios) < 0) {
        return false;
      }
      int local = termios.get(JAVA_INT, 3 * JAVA_INT.byteSize());
      return (local & ICANON) != 0 && (local & ECHO) == 0;
    }
  }

  @Override
  public void close() {
    slave.close();
    master.close();
  }
}
