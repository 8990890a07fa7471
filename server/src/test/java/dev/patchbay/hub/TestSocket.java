package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A WebSocket on a plain socket. The JDK's client, with some hundred connections, now and then
 * leaves what it received unread, and fails a send while another is pending.
 */
final class TestSocket {
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int ABNORMAL = 1006;

  /** Called on the socket's reading thread. */
  interface Listener {
    void message(byte[] message);

    void closed(int code, String reason);

    /** Returns when the next frame may be read. */
    void awaitTurn() throws InterruptedException;
  }

  /** The hub refused the upgrade. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status) {
      super("the upgrade was answered with " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private String subprotocol = "";

  private TestSocket(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /**
   * Connects; {@link #listen} begins to read.
   *
   * @param client whose certificates are trusted
   */
  static TestSocket connect(HttpClient client, URI uri, Map<String, String> headers) {
    try {
      Socket socket =
          uri.getScheme().equals("wss")
              ? client.sslContext().getSocketFactory().createSocket(uri.getHost(), uri.getPort())
              : new Socket(uri.getHost(), uri.getPort());
      TestSocket connected = new TestSocket(socket);
      connected.upgrade(uri, headers);
      return connected;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void upgrade(URI uri, Map<String, String> headers) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", uri.getAuthority());
    all.put("Connection", "Upgrade");
    all.put("Upgrade", "websocket");
    all.put("Sec-WebSocket-Version", "13");
    all.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(new byte[16]));
    all.putAll(headers);
    StringBuilder request = new StringBuilder("GET ").append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      request.append('?').append(uri.getRawQuery());
    }
    request.append(" HTTP/1.1\r\n");
    all.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-protocol:")) {
        subprotocol = line.split(":", 2)[1].strip();
      }
    }
    if (status != 101) {
      socket.close();
      throw new Refused(status);
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** The one that the hub selected; empty if none. */
  String subprotocol() {
    return subprotocol;
  }

  void listen(Listener listener) {
    Thread.ofPlatform()
        .daemon()
        .name("test-socket")
        .start(() -> {
          try {
            readAll(listener);
          } catch (IOException | InterruptedException e) {
            listener.closed(ABNORMAL, "");
          }
        });
  }

  private void readAll(Listener listener) throws IOException, InterruptedException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      listener.awaitTurn();
      int head = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      long size =
          switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> length;
          };
      byte[] payload = in.readNBytes(Math.toIntExact(size));
      switch (head & 0x0f) {
        case CLOSE -> {
          ByteBuffer reason = ByteBuffer.wrap(payload);
          int code = reason.remaining() >= 2 ? reason.getShort() & 0xffff : ABNORMAL;
          listener.closed(code, UTF_8.decode(reason).toString());
          socket.close();
          return;
        }
        case PING -> send(PONG, payload);
        case PONG -> {}
        default -> {
          message.writeBytes(payload);
          if ((head & FINAL) != 0) {
            listener.message(message.toByteArray());
            message.reset();
          }
        }
      }
    }
  }

  void sendBinary(byte[] message) throws IOException {
    send(BINARY, message);
  }

  void sendText(String message) throws IOException {
    send(TEXT, message.getBytes(UTF_8));
  }

  /** Masked with zeros, so that the payload goes as it is. */
  private synchronized void send(int kind, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (FINAL | kind));
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload).flip();
    socket.getOutputStream().write(frame.array(), 0, frame.limit());
  }

  void disconnect() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
