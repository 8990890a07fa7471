package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A terminal of ttyd, by its own protocol: a letter before each message tells its kind. */
final class TtydClient implements Client {
  private static final char OUTPUT = '0';
  private static final char INPUT = '0';

  private final WebSocket socket;

  /** Connects, upon which ttyd starts its program. */
  TtydClient(int port) throws IOException {
    socket = WebSocket.open(port, "/ws", "Sec-WebSocket-Protocol: tty\r\n");
    socket.send("{\"AuthToken\":\"\",\"columns\":80,\"rows\":24}".getBytes(US_ASCII));
  }

  @Override
  public ByteBuffer output() throws IOException {
    while (true) {
      ByteBuffer message = socket.next();
      if (message.get() == OUTPUT) {
        return message;
      }
    }
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
