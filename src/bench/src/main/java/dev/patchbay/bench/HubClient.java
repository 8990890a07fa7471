package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A viewer of one of the hub's terminals that draws at once: it acknowledges what it gets. */
final class HubClient implements Client {
  private static final int OUTPUT = 0x01;
  private static final int SNAPSHOT = 0x02;
  private static final int INPUT = 0x11;
  private static final int ACK = 0x13;
  private static final int SIZE_BYTES = 4;
  private static final String EXIT = "\"type\":\"exit\"";

  /** An eighth of what the hub sends ahead. */
  private static final long ACK_EVERY = 128 * 1024;

  private final WebSocket socket;
  private final boolean acknowledges;
  private long acknowledged;
  private long end;

  /**
   * @param acknowledges whether it does so by itself
   */
  HubClient(WebSocket socket, boolean acknowledges) {
    this.socket = socket;
    this.acknowledges = acknowledges;
  }

  @Override
  public ByteBuffer output() throws IOException {
    while (true) {
      ByteBuffer message = socket.next();
      switch (message.get()) {
        case OUTPUT -> {
          long offset = message.getLong();
          if (offset != end) {
            throw new IOException("output at " + offset + " follows what ended at " + end);
          }
          end = offset + message.remaining();
          acknowledge();
          return message;
        }
        case SNAPSHOT -> {
          end = message.getLong();
          acknowledge();
          return message.position(message.position() + SIZE_BYTES);
        }
        default -> {
          String event = UTF_8.decode(message).toString();
          if (event.contains(EXIT)) {
            throw new EOFException("the program has ended: " + event);
          }
        }
      }
    }
  }

  /** Offset of the terminal's output to which it has got. */
  long end() {
    return end;
  }

  private void acknowledge() throws IOException {
    if (acknowledges && end - acknowledged >= ACK_EVERY) {
      acknowledge(end);
    }
  }

  void acknowledge(long offset) throws IOException {
    acknowledged = offset;
    socket.send(ByteBuffer.allocate(1 + Long.BYTES).put((byte) ACK).putLong(offset).array());
  }

  @Override
  public void type(byte[] keys) throws IOException {
    socket.send(ByteBuffer.allocate(1 + keys.length).put((byte) INPUT).put(keys).array());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
