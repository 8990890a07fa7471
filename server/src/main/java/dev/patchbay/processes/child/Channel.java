package dev.patchbay.processes.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.os.Descriptor;
import dev.patchbay.os.Errno;
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
  private final Descriptor socket;
  private final ChildListener listener;
  private final Poller.Registration registration;

  /** The beginning of a message whose end has not come; the poller's own. */
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

  private final ReentrantLock lock = new ReentrantLock();

  /** What is to be written, the first one less what was. */
  @GuardedBy("lock")
  private final Deque<byte[]> queue = new ArrayDeque<>();

  @GuardedBy("lock")
  private int headWritten;

  @GuardedBy("lock")
  private int queuedBytes;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * @param socket becomes this channel's own
   */
  Channel(Poller poller, Descriptor socket, ChildListener listener) {
    this.poller = poller;
    this.socket = socket;
    this.listener = listener;
    registration = poller.register(socket, this::ready, this::end);
  }

  /** The listener may be called from now on. */
  void begin() {
    registration.watch(Poller.IN);
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
      if ((registration.events() & Poller.OUT) == 0) {
        drain();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the program that nothing more will come. */
  public void disconnect() {
    poller.execute(this::end);
  }

  private void end() {
    if (close()) {
      listener.disconnected();
    }
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
    int count = socket.read(buffer, 0, buffer.length);
    if (count > 0) {
      take(buffer, count);
    } else if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
      end();
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
    if (partial.size() > LONGEST_MESSAGE_BYTES) {
      end();
    }
  }

  @GuardedBy("lock")
  private void drain() {
    for (byte[] head = queue.peekFirst(); head != null; head = queue.peekFirst()) {
      int written = socket.write(head, headWritten, head.length - headWritten);
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
    registration.watch(queue.isEmpty() ? Poller.IN : Poller.IN | Poller.OUT);
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
      registration.close();
      socket.close();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
