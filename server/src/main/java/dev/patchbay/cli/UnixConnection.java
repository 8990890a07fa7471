package dev.patchbay.cli;

import dev.patchbay.security.LocalUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A connection over the Unix socket in the data dir, to a process of the same user. */
final class UnixConnection implements HubConnection {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SocketChannel channel;

  /** Two, since one thread may wait to read while another waits to write. */
  private final Selector readable;

  private final Selector writable;
  private final Input in = new Input();
  private final Output out = new Output();
  private volatile long readMillis;

  private UnixConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    readable = Selector.open();
    writable = Selector.open();
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  /**
   * @return empty where there is no such socket, nobody listens at it, its path is too long, or the
   *     listener is of another user: then there is the other way to the hub
   */
  static Optional<HubConnection> open(Path path) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
      try {
        if (LocalUser.isPeerOf(channel)) {
          return Optional.of(new UnixConnection(channel));
        }
        channel.close();
      } catch (IOException e) {
        channel.close();
      }
    } catch (IOException | UnsupportedOperationException _) {
      // As if it were not there.
    }
    return Optional.empty();
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void limitReads(int millis) {
    readMillis = millis;
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** The selectors are closed after the channel: that wakes who waits, and lets go of it. */
  @Override
  public void close() throws IOException {
    try (writable;
        readable;
        channel) {}
  }

  private static void await(Selector selector, long millis) throws IOException {
    try {
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new IOException("closed", e);
    }
  }

  private final class Input extends InputStream {
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    @Override
    public int read() throws IOException {
      return awaitBytes() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!awaitBytes()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(bytes, offset, count);
      return count;
    }

    @Override
    public int available() throws IOException {
      if (!buffer.hasRemaining()) {
        fill();
      }
      return buffer.remaining();
    }

    /** False at the end. */
    private boolean awaitBytes() throws IOException {
      long begun = System.nanoTime();
      while (!buffer.hasRemaining()) {
        int count = fill();
        if (count < 0) {
          return false;
        }
        if (count == 0) {
          long limit = readMillis;
          long left = limit - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
          if (limit > 0 && left <= 0) {
            throw new SocketTimeoutException("Read timed out");
          }
          await(readable, limit > 0 ? left : 0);
        }
      }
      return true;
    }

    /** Takes what is there; the buffer is empty before. */
    private int fill() throws IOException {
      buffer.clear();
      try {
        return channel.read(buffer);
      } finally {
        buffer.flip();
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      while (rest.hasRemaining()) {
        if (channel.write(rest) == 0) {
          await(writable, 0);
        }
      }
    }
  }
}
