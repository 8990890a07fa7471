package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A web server that answers as none should; the path says how. */
final class Unhelpful implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Whether {@code /hangs-later} hangs. */
  private volatile boolean later;

  private Unhelpful(ServerSocket server) {
    this.server = server;
  }

  static Unhelpful start() throws IOException {
    Unhelpful unhelpful = new Unhelpful(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(unhelpful::accept);
    return unhelpful;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  Set<String> asked() {
    return Collections.unmodifiableSet(asked);
  }

  void hang() {
    later = true;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      List<String> request = in.lines().takeWhile(line -> !line.isEmpty()).toList();
      if (!request.isEmpty()) {
        String path = request.getFirst().split(" ", 3)[1];
        asked.add(path);
        answer(path, socket.getOutputStream());
      }
    } catch (IOException | UncheckedIOException | InterruptedException e) {
      // Whoever asked has gone, or the test has ended.
    } finally {
      open.remove(socket);
    }
  }

  private void answer(String path, OutputStream out) throws IOException, InterruptedException {
    switch (path) {
      case "/hangs-later" -> {
        if (later) {
          Thread.sleep(Long.MAX_VALUE);
        }
        write(out, OK + "Content-Length: 0\r\nConnection: close\r\n\r\n");
      }
      case "/redirects" ->
          write(
              out,
              """
              HTTP/1.1 302 Found\r
              Location: /elsewhere\r
              Content-Length: 0\r
              Connection: close\r
              \r
              """);
      case "/endless" -> {
        write(out, OK + "\r\n");
        while (true) {
          write(out, "x".repeat(10_000));
        }
      }
      case "/drips" -> {
        write(out, OK + "\r\n");
        while (true) {
          write(out, "x");
          Thread.sleep(10);
        }
      }
      case "/headers-without-end" -> {
        write(out, OK);
        while (true) {
          write(out, "X-Filler: " + "x".repeat(1_000) + "\r\n");
        }
      }
      case "/garbage" -> write(out, "\0\1\2 no protocol at all\n\n\n");
      case "/closes" -> {}
      default -> Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
