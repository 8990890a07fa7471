package dev.patchbay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client that does no more than it must, so that it is not what is measured: one channel, one
 * buffer, messages handed out in place. One thread reads; another may write.
 */
final class WebSocket implements AutoCloseable {
  /** Memory that is never touched costs the measured path nothing. */
  private static final int FIRST_BUFFER_BYTES = 16 * 1024;

  private static final int MAX_BUFFER_BYTES = 2 * 1024 * 1024;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xa;
  private static final int LONGEST_SHORT = 125;
  private static final int SIXTEEN_BITS = 126;
  private static final int SIXTY_FOUR_BITS = 127;
  private static final int MASK_BYTES = 4;
  private static final int LARGEST_HEADER = 14;

  private final SocketChannel channel;

  /** Between position and limit lies what was received and not handed out yet. */
  private ByteBuffer received;

  /** A message that came in several frames. */
  private ByteBuffer parts = ByteBuffer.allocate(0);

  private WebSocket(SocketChannel channel) {
    this.channel = channel;
    received = ByteBuffer.allocateDirect(FIRST_BUFFER_BYTES).flip();
  }

  static SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  /**
   * @param headers whole lines, each with its end
   */
  static WebSocket open(int port, String path, String headers) throws IOException {
    WebSocket socket = new WebSocket(connect(port));
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers
            + "\r\n";
    socket.writeAll(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
    socket.readUpgrade();
    return socket;
  }

  private void readUpgrade() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      require(1);
      head.append((char) received.get());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("not upgraded: " + head);
    }
  }

  /**
   * Waits for the next message.
   *
   * @return its payload, valid until the next call
   * @throws EOFException once the other side has closed
   */
  ByteBuffer next() throws IOException {
    while (true) {
      require(2);
      int kind = received.get() & 0xff;
      int length = length(received.get() & 0x7f);
      require(length);
      ByteBuffer payload = received.slice(received.position(), length);
      received.position(received.position() + length);
      boolean last = (kind & FINAL) != 0;
      switch (kind & 0xf) {
        case CLOSE -> throw new EOFException("closed by the other side");
        case PING -> send(PONG, bytes(payload));
        case PONG -> {}
        default -> {
          if (last && parts.limit() == 0) {
            return payload;
          }
          gather(payload);
          if (last) {
            ByteBuffer whole = parts;
            parts = ByteBuffer.allocate(0);
            return whole;
          }
        }
      }
    }
  }

  private int length(int first) throws IOException {
    return switch (first) {
      case SIXTEEN_BITS -> {
        require(Short.BYTES);
        yield received.getShort() & 0xffff;
      }
      case SIXTY_FOUR_BITS -> {
        require(Long.BYTES);
        yield Math.toIntExact(received.getLong());
      }
      default -> first;
    };
  }

  private void gather(ByteBuffer payload) {
    ByteBuffer longer = ByteBuffer.allocate(parts.limit() + payload.remaining());
    parts = longer.put(parts).put(payload).flip();
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  /** Waits until so many bytes are there in one piece. */
  private void require(int bytes) throws IOException {
    if (received.remaining() < bytes && received.capacity() - received.position() < bytes) {
      makeRoom(bytes);
    }
    while (received.remaining() < bytes) {
      if (!received.hasRemaining()) {
        received.clear().flip();
      }
      int start = received.position();
      received.position(received.limit()).limit(received.capacity());
      int n = channel.read(received);
      received.limit(received.position()).position(start);
      if (n < 0) {
        throw new EOFException("the other side has gone");
      }
    }
  }

  /** A buffer that a message has outgrown will be outgrown again. */
  private void makeRoom(int bytes) {
    if (received.capacity() == MAX_BUFFER_BYTES && bytes <= MAX_BUFFER_BYTES) {
      received.compact().flip();
    } else {
      int capacity = Math.max(MAX_BUFFER_BYTES, bytes);
      received = ByteBuffer.allocateDirect(capacity).put(received).flip();
    }
  }

  /** Begins a message that never ends, and goes on with it. */
  void sendPart(boolean first, byte[] payload) throws IOException {
    writeFrame(first ? BINARY : CONTINUATION, payload);
  }

  void send(byte[] payload) throws IOException {
    send(BINARY, payload);
  }

  /** With a mask of zeros, which leaves the payload as it is. */
  private void send(int kind, byte[] payload) throws IOException {
    writeFrame(FINAL | kind, payload);
  }

  private synchronized void writeFrame(int head, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(LARGEST_HEADER + payload.length);
    frame.put((byte) head);
    if (payload.length <= LONGEST_SHORT) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | SIXTY_FOUR_BITS)).putLong(payload.length);
    }
    frame.position(frame.position() + MASK_BYTES);
    writeAll(frame.put(payload).flip());
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
