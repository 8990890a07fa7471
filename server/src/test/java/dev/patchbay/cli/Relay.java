package dev.patchbay.cli;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A way to the hub that can be cut. */
final class Relay implements AutoCloseable {
  private final RunningHub.Claim claim;
  private final ServerSocketChannel server;
  private final int hubPort;
  private final Path dataDir;
  private final Queue<SocketChannel> sockets = new ConcurrentLinkedQueue<>();

  private Relay(RunningHub.Claim claim, ServerSocketChannel server, int hubPort, Path dataDir) {
    this.claim = claim;
    this.server = server;
    this.hubPort = hubPort;
    this.dataDir = dataDir;
  }

  /**
   * @param dataDir for clients that are to come this way
   */
  static Relay to(HubProcess hub, Path dataDir) throws IOException {
    Files.createDirectories(dataDir);
    Files.copy(hub.dataDir().resolve("token"), dataDir.resolve("token"));
    RunningHub.Claim claim = RunningHub.claim(new DataDir(dataDir));
    claim.publish(hub.address().url());
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(dataDir.resolve("hub.sock")));
    Relay relay = new Relay(claim, server, URI.create(hub.address().url()).getPort(), dataDir);
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
    for (SocketChannel socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      closeQuietly(socket);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel hub =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort));
        sockets.add(client);
        sockets.add(hub);
        Thread.startVirtualThread(() -> copy(client, hub));
        Thread.startVirtualThread(() -> copy(hub, client));
      }
    } catch (IOException e) {
      cut();
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    try {
      ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
      while (from.read(piece.clear()) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          to.write(piece);
        }
      }
    } catch (IOException e) {
      // Cut.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(SocketChannel socket) {
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
    claim.close();
  }
}
