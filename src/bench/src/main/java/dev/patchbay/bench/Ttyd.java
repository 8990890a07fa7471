package dev.patchbay.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A running ttyd, which starts the same program for everybody who connects. */
final class Ttyd implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private Ttyd(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Ttyd start(Path program, String... command) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> line =
        new ArrayList<>(List.of(program.toString(), "--writable", "--interface", "127.0.0.1"));
    line.addAll(List.of("--debug", "0", "--port", Integer.toString(port)));
    line.addAll(List.of(command));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Also where the measuring is broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitPort(port);
    return new Ttyd(process, port);
  }

  private static void awaitPort(int port) throws IOException, InterruptedException {
    Instant last = Instant.now().plus(START);
    while (true) {
      try (SocketChannel _ = WebSocket.connect(port)) {
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(last)) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  /** A new terminal. */
  TtydClient connect() throws IOException {
    return new TtydClient(port);
  }

  ProcessFacts facts() {
    return new ProcessFacts(process.pid());
  }

  /** Its programs too. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
