package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;

/** A reader of the hub's events, at the pace of whoever calls. */
final class EventStream implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  private EventStream(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /**
   * @param headers whole lines, each with its end
   */
  static EventStream open(int port, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            ("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers + "\r\n")
                .getBytes(ISO_8859_1));
    EventStream events = new EventStream(socket);
    events.until("retry: ");
    return events;
  }

  /**
   * Reads on until there was an event of a name.
   *
   * @return its data
   */
  JsonObject next(String name) throws IOException {
    until("event: " + name);
    return new JsonObject(until("data: "));
  }

  /** What was found in the events up to the last one. */
  record Count(long received, long toldLost) {}

  /** Counts the events of a name, up to and with the first whose data has a text. */
  Count count(String name, String last) throws IOException {
    long received = 0;
    long lost = 0;
    while (true) {
      String event = until("event: ");
      String data = until("data: ");
      if (event.equals("events.lost")) {
        lost += new JsonObject(data).getLong("count");
      } else if (event.equals(name)) {
        received++;
        if (data.contains(last)) {
          return new Count(received, lost);
        }
      }
    }
  }

  /** Chunks begin where lines do, so their sizes are lines like others. */
  private String until(String prefix) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
    throw new EOFException("the events have ended");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
