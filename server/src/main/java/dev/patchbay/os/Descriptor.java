package dev.patchbay.os;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor of the hub's, with one owner. It is closed exactly once: the kernel gives
 * the number to the next file that anybody opens, so a second close would take away somebody
 * else's. Thread-safe, but whoever closes it makes sure that nobody is in the middle of a call on
 * it.
 */
public final class Descriptor implements AutoCloseable {
  private final int number;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private Descriptor(int number) {
    this.number = number;
  }

  /**
   * @param call what opened it, for the error's text
   * @param result its number, or a negated error number
   * @throws OsException if it is the latter
   */
  static Descriptor of(String call, int result) {
    return new Descriptor(LibC.check(call, result));
  }

  /**
   * Becomes readable when the process ends.
   *
   * @throws OsException if there is no such process, or no descriptor is left
   */
  public static Descriptor ofProcess(long pid) {
    return of("pidfd_open", LibC.pidfdOpen(pid));
  }

  /**
   * @throws IllegalStateException if it is closed
   */
  public int number() {
    if (!open.get()) {
      throw new IllegalStateException("the descriptor is closed");
    }
    return number;
  }

  /**
   * Reads without waiting.
   *
   * @return how many bytes, 0 at the end, or a negated error number
   */
  public int read(byte[] buffer, int offset, int length) {
    return open.get() ? (int) LibC.read(number, buffer, offset, length) : -Errno.EBADF;
  }

  /**
   * Writes without waiting.
   *
   * @return how many bytes, or a negated error number
   */
  public int write(byte[] buffer, int offset, int length) {
    return open.get() ? (int) LibC.write(number, buffer, offset, length) : -Errno.EBADF;
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      LibC.close(number);
    }
  }
}
