package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Two connected stream sockets, neither of which a child inherits by itself.
 *
 * @param own the hub's end; reading and writing do not wait
 * @param other to be copied to a child, then closed
 */
public record SocketPair(Descriptor own, Descriptor other) implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int F_SETFL = 4;
  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;

  public static SocketPair make() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      LibC.check("make a channel", LibC.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, ends));
      SocketPair pair =
          new SocketPair(
              Descriptor.of("make a channel", ends.getAtIndex(JAVA_INT, 0)),
              Descriptor.of("make a channel", ends.getAtIndex(JAVA_INT, 1)));
      try {
        LibC.check("make a channel", LibC.fcntl(pair.own.number(), F_SETFL, O_RDWR | O_NONBLOCK));
      } catch (Throwable e) {
        pair.close();
        throw e;
      }
      return pair;
    }
  }

  @Override
  public void close() {
    own.close();
    other.close();
  }
}
