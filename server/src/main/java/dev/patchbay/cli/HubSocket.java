package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket to the hub (RFC 6455), of binary messages. One thread receives; any thread may send
 * and close.
 */
final class HubSocket implements AutoCloseable {
  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xa;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  /** A close frame that tells no code counts as this one. */
  private static final int NO_CODE = 1005;

  /** Above the largest screen with its scrollback. */
  private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

  private static final int READ_BUFFER_BYTES = 64 * 1024;

  /** From the RFC. */
  private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final HubConnection connection;
  private final DataInputStream in;

  /** Whoever writes to it holds its monitor: frames must not mix. */
  private final OutputStream out;

  /** What comes from the hub. */
  sealed interface Message {
    record Binary(byte[] bytes) implements Message {}

    /** The hub ends the connection; nothing follows. */
    record Closed(int code, String reason) implements Message {}
  }

  private HubSocket(HubConnection connection, DataInputStream in, OutputStream out) {
    this.connection = connection;
    this.in = in;
    this.out = out;
  }

  /**
   * @param path with its query
   * @throws Failure if the hub refuses
   */
  static HubSocket open(FoundHub hub, String path) throws IOException {
    HubConnection connection = hub.connect();
    try {
      String key = newKey();
      OutputStream out = connection.out();
      String upgrade =
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + ("Sec-WebSocket-Key: " + key + "\r\n\r\n");
      out.write((hub.requestHead("GET", path) + upgrade).getBytes(ISO_8859_1));
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(connection.in(), READ_BUFFER_BYTES));
      HttpHead answer = HttpHead.read(in);
      if (answer.status() != 101) {
        throw Problems.explain(answer.status(), new String(answer.readBody(in), UTF_8));
      }
      if (answer.header("sec-websocket-accept").filter(accept(key)::equals).isEmpty()) {
        throw new IOException("what answers there is no hub");
      }
      return new HubSocket(connection, in, out);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String newKey() {
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Waits for the next message. */
  Message receive() throws IOException {
    ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    while (true) {
      int first = in.readUnsignedByte();
      int kind = first & 0x0f;
      byte[] payload = readPayload();
      switch (kind) {
        case PING -> send(PONG, payload);
        case PONG -> {}
        case CLOSE -> {
          return closed(payload);
        }
        case TEXT, BINARY, CONTINUATION -> {
          if (parts.size() + payload.length > MAX_MESSAGE_BYTES) {
            throw new IOException("the hub sends a message without end");
          }
          boolean whole = (first & FINAL) != 0;
          if (whole && parts.size() == 0) {
            return new Message.Binary(payload);
          }
          parts.writeBytes(payload);
          if (whole) {
            return new Message.Binary(parts.toByteArray());
          }
        }
        default -> throw new IOException("the hub sends frames of an unknown kind");
      }
    }
  }

  private byte[] readPayload() throws IOException {
    int second = in.readUnsignedByte();
    long length =
        switch (second) {
          case LENGTH_16 -> in.readUnsignedShort();
          case LENGTH_64 -> in.readLong();
          default -> second;
        };
    if ((second & MASKED) != 0 || length < 0 || length > MAX_MESSAGE_BYTES) {
      throw new IOException("the hub sends frames that no hub may send");
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return payload;
  }

  private Message.Closed closed(byte[] payload) throws IOException {
    send(CLOSE, payload);
    ByteBuffer buffer = ByteBuffer.wrap(payload);
    int code = payload.length < 2 ? NO_CODE : Short.toUnsignedInt(buffer.getShort());
    return new Message.Closed(code, UTF_8.decode(buffer).toString());
  }

  /** Whether there is more to receive right now. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  void send(byte[] message) throws IOException {
    send(BINARY, message);
  }

  private void send(int kind, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
    frame.put((byte) (FINAL | kind));
    if (payload.length < LENGTH_16) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
    }
    // Masks keep scripts in browsers from talking to proxies; here neither is around.
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % mask.length]));
    }
    synchronized (out) {
      out.write(frame.array(), 0, frame.position());
    }
  }

  /** Ends the connection at once, also for a thread that waits in {@link #receive}. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException _) {
      // It is gone all the same.
    }
  }
}
