package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One connection that stays open, as a browser's does. */
final class HttpConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final String headers;

  /**
   * @param headers whole lines, each with its end
   */
  HttpConnection(int port, String headers) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    this.headers = "Host: 127.0.0.1:" + port + "\r\n" + headers;
  }

  /**
   * @return the body; an empty object where there is none
   * @throws IOException if the answer is not a success
   */
  JsonObject call(String method, String path, JsonObject body) throws IOException {
    ask(method, path, body);
    return answer();
  }

  /** Sends a request and does not wait for the answer; nothing else can be asked then. */
  void ask(String method, String path, JsonObject body) throws IOException {
    byte[] sent = body.isEmpty() ? new byte[0] : body.encode().getBytes(UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + headers
            + (sent.length > 0 ? "Content-Type: application/json\r\n" : "")
            + "Content-Length: "
            + sent.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(ISO_8859_1);
    byte[] whole = new byte[start.length + sent.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(sent, 0, whole, start.length, sent.length);
    socket.getOutputStream().write(whole);
  }

  private JsonObject answer() throws IOException {
    String status = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), UTF_8);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException(status + ": " + body);
    }
    return body.isEmpty() ? new JsonObject() : new JsonObject(body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the other side has gone");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
