package dev.patchbay.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A way to the hub that can be cut. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final int hubPort;
  private final Path dataDir;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  private Relay(ServerSocket server, int hubPort, Path dataDir) {
    this.server = server;
    this.hubPort = hubPort;
    this.dataDir = dataDir;
  }

  /**
   * @param dataDir for clients that are to come this way
   */
  static Relay to(HubProcess hub, Path dataDir) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Files.createDirectories(dataDir);
    Files.copy(hub.dataDir().resolve("token"), dataDir.resolve("token"));
    Files.writeString(
        dataDir.resolve("hub.address"),
        hub.address().pid() + " http://127.0.0.1:" + server.getLocalPort() + "\n");
    Relay relay = new Relay(server, URI.create(hub.address().url()).getPort(), dataDir);
    Thread.startVirtualThread(relay::accept);
    return relay;
  }

  Path dataDir() {
    return dataDir;
  }

  /** How many have come since the last cut. */
  int connections() {
    return sockets.size() / 2;
  }

  /** Ends all connections; new ones may come. */
  void cut() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      closeQuietly(socket);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort);
        sockets.add(client);
        sockets.add(hub);
        Thread.startVirtualThread(() -> copy(client, hub));
        Thread.startVirtualThread(() -> copy(hub, client));
      }
    } catch (IOException e) {
      cut();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
