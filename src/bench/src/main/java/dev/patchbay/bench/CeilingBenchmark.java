package dev.patchbay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the measuring client itself can take, so that it is not what the others measure. */
final class CeilingBenchmark implements Benchmark {
  private static final int PAYLOAD_BYTES = 32 * 1024;
  private static final int MESSAGES = 50_000;

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      rates.add(rate());
    }
    return List.of(
        Row.remark(
            "the measuring client's own ceiling: messages of 32 KiB over loopback, MB/s",
            Figures.spread(0, rates)));
  }

  private static double rate() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofPlatform().daemon().start(() -> serve(server));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      try (WebSocket client = WebSocket.open(port, "/", "")) {
        long bytes = 0;
        long start = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
          bytes += client.next().remaining();
        }
        return bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
      }
    }
  }

  private static void serve(ServerSocketChannel server) {
    try (SocketChannel channel = server.accept()) {
      if (channel.read(ByteBuffer.allocate(4096)) < 0) {
        throw new EOFException("nobody asked");
      }
      channel.write(ByteBuffer.wrap("HTTP/1.1 101 Go\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer frame = ByteBuffer.allocateDirect(4 + PAYLOAD_BYTES);
      frame.put((byte) 0x82).put((byte) 126).putShort((short) PAYLOAD_BYTES);
      for (int i = 0; i < MESSAGES; i++) {
        frame.clear();
        while (frame.hasRemaining()) {
          channel.write(frame);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
