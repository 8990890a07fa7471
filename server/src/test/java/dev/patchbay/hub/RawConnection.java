package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Bytes to a hub and what it says to them: for what no client would send. */
final class RawConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  static RawConnection open(String url) throws IOException {
    URI uri = URI.create(url);
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    return new RawConnection(socket);
  }

  /** Sends a text, and reads until the hub closes the connection. */
  static String exchange(String url, String text) throws IOException {
    try (RawConnection connection = open(url)) {
      connection.send(text);
      return connection.readAll();
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** What comes until the hub closes the connection, also if it does so with a reset. */
  String readAll() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      byte[] piece = new byte[8192];
      for (int n = next(piece); n > 0; n = next(piece)) {
        read.write(piece, 0, n);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the hub left the connection open: " + read, e);
    } catch (IOException e) {
      // A reset ends it as well.
    }
    return read.toString(ISO_8859_1);
  }

  /** Waits until the hub has sent a text. */
  String awaitText(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] piece = new byte[8192];
    while (read.indexOf(text) < 0) {
      int n = next(piece);
      if (n < 0) {
        throw new AssertionError("the hub closed the connection after: " + read);
      }
      read.append(new String(piece, 0, n, ISO_8859_1));
    }
    return read.toString();
  }

  private int next(byte[] piece) throws IOException {
    return socket.getInputStream().read(piece);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
