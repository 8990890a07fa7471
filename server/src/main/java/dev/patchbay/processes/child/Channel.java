package dev.patchbay.processes.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.os.Errno;
import dev.patchbay.os.LibC;
import dev.patchbay.os.Poller;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Node's channel between a parent and its child, with JSON serialisation: a line of JSON a message,
 * each way (child_process, NODE_CHANNEL_FD). End of file means that the other side disconnected.
 */
public final class Channel {
  /** What waits for the program at most; Node's own {@code send} warns past 128 KiB. */
  static final int LIMIT_BYTES = 1024 * 1024;

  /** A longer message is no message: the channel is closed. */
  static final int LONGEST_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final Poller poller;
  private final int fd;
  private final ChildListener listener;
  private final long key;

  /** The beginning of a message whose end has not come; the poller's own. */
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

  private final ReentrantLock lock = new ReentrantLock();

  /** What is to be written, the first one less what was; guarded by the lock, as are all below. */
  private final Deque<byte[]> queue = new ArrayDeque<>();

  private int headWritten;
  private int queuedBytes;
  private int watched = Poller.IN;
  private boolean closed;

  Channel(Poller poller, int fd, ChildListener listener) {
    this.poller = poller;
    this.fd = fd;
    this.listener = listener;
    key = poller.add(fd, Poller.IN, this::ready);
  }

  /**
   * Sends a message.
   *
   * @param json one line
   * @return false if the channel is closed or the program has too much to read already
   */
  public boolean send(String json) {
    byte[] line = (json + "\n").getBytes(UTF_8);
    lock.lock();
    try {
      if (closed || line.length > LIMIT_BYTES - queuedBytes) {
        return false;
      }
      queue.addLast(line);
      queuedBytes += line.length;
      if ((watched & Poller.OUT) == 0) {
        drain();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the program that nothing more will come. */
  public void disconnect() {
    poller.execute(() -> {
      if (close()) {
        listener.disconnected();
      }
    });
  }

  private void ready(int events) {
    if ((events & Poller.OUT) != 0) {
      lock.lock();
      try {
        if (!closed) {
          drain();
        }
      } finally {
        lock.unlock();
      }
    }
    if ((events & ~Poller.OUT) != 0) {
      read();
    }
  }

  private void read() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
    } finally {
      lock.unlock();
    }
    byte[] buffer = poller.buffer();
    int count = (int) LibC.read(fd, buffer, 0, buffer.length);
    if (count > 0) {
      take(buffer, count);
    } else if (count != -Errno.EAGAIN && count != -Errno.EINTR && close()) {
      listener.disconnected();
    }
  }

  private void take(byte[] buffer, int count) {
    int from = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        partial.write(buffer, from, i - from);
        String message = partial.toString(UTF_8);
        partial.reset();
        from = i + 1;
        listener.message(message);
      }
    }
    partial.write(buffer, from, count - from);
    if (partial.size() > LONGEST_MESSAGE_BYTES && close()) {
      listener.disconnected();
    }
  }

  /** Holds the lock. */
  private void drain() {
    for (byte[] head = queue.peekFirst(); head != null; head = queue.peekFirst()) {
      int written = (int) LibC.write(fd, head, headWritten, head.length - headWritten);
      if (written < 0) {
        if (written != -Errno.EAGAIN && written != -Errno.EINTR) {
          // The other side is gone; reading will say so.
          queue.clear();
          queuedBytes = 0;
          headWritten = 0;
        }
        break;
      }
      headWritten += written;
      queuedBytes -= written;
      if (headWritten == head.length) {
        queue.removeFirst();
        headWritten = 0;
      }
    }
    int wanted = queue.isEmpty() ? Poller.IN : Poller.IN | Poller.OUT;
    poller.change(key, fd, watched, wanted);
    watched = wanted;
  }

  /**
   * On the poller's thread.
   *
   * @return whether it was open
   */
  boolean close() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      poller.remove(key, fd, watched);
      LibC.close(fd);
      return true;
    } finally {
      lock.unlock();
    }
  }
}
