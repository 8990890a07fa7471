package dev.patchbay.terminals.pty;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes on their way to a program that has not taken them yet. Bounded: a message that does not fit
 * is refused whole, so that its sender can be told. Not thread-safe.
 */
final class InputQueue {
  /**
   * Enough for a large paste, little beside what a thousand stuck programs could otherwise hold.
   */
  static final int LIMIT_BYTES = 1024 * 1024;

  /** Writes what it can without waiting. */
  interface Writer {
    /**
     * @return how many bytes were taken; 0 if none can be now, negative if none ever will be
     */
    int write(byte[] bytes, int offset, int length);
  }

  private final Deque<byte[]> messages = new ArrayDeque<>();

  /** How much of the first message has been written. */
  private int headWritten;

  private int queuedBytes;

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Takes the bytes whole, or answers false and takes none. */
  boolean offer(byte[] bytes) {
    if (bytes.length > LIMIT_BYTES - queuedBytes) {
      return false;
    }
    if (bytes.length > 0) {
      messages.addLast(bytes);
      queuedBytes += bytes.length;
    }
    return true;
  }

  /** The first message, which leaves the queue; empty if there is none. */
  byte[] poll() {
    byte[] head = messages.pollFirst();
    if (head == null) {
      return new byte[0];
    }
    queuedBytes -= head.length;
    return head;
  }

  /**
   * Writes until all is gone or the writer takes no more.
   *
   * @return false if the writer will never take anything again; what was queued is dropped
   */
  boolean drain(Writer writer) {
    for (byte[] head = messages.peekFirst(); head != null; head = messages.peekFirst()) {
      int written = writer.write(head, headWritten, head.length - headWritten);
      if (written < 0) {
        messages.clear();
        headWritten = 0;
        queuedBytes = 0;
        return false;
      }
      headWritten += written;
      queuedBytes -= written;
      if (headWritten < head.length) {
        return true;
      }
      messages.removeFirst();
      headWritten = 0;
    }
    return true;
  }
}
