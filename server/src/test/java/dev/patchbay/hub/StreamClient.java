package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A viewer that keeps all it gets and checks that offsets run without gap or overlap. */
final class StreamClient implements TestSocket.Listener {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What it got, in order. */
  sealed interface Frame {
    record Output(long offset, byte[] bytes) implements Frame {}

    record Snapshot(long offset, int cols, int rows, byte[] bytes) implements Frame {}

    record Event(JsonObject json) implements Frame {}
  }

  private final boolean acknowledging;
  private final TestSocket socket;

  // All below guarded by this.
  private final List<Frame> frames = new ArrayList<>();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private long next = -1;
  private int closeCode;
  private String closeReason = "";
  private boolean reading = true;
  private String fault = "";

  private StreamClient(TestSocket socket, boolean acknowledging) {
    this.socket = socket;
    this.acknowledging = acknowledging;
  }

  static StreamClient connect(HttpClient client, URI uri, Map<String, String> headers) {
    return connect(client, uri, headers, true);
  }

  /**
   * @param acknowledging whether it says that it has drawn what it gets
   */
  static StreamClient connect(
      HttpClient client, URI uri, Map<String, String> headers, boolean acknowledging) {
    StreamClient viewer = new StreamClient(TestSocket.connect(client, uri, headers), acknowledging);
    viewer.socket.listen(viewer);
    return viewer;
  }

  @Override
  public synchronized void message(byte[] message) {
    take(ByteBuffer.wrap(message));
  }

  @Override
  public synchronized void closed(int code, String reason) {
    if (closeCode == 0) {
      closeCode = code;
      closeReason = reason;
    }
  }

  @Override
  public synchronized void awaitTurn() throws InterruptedException {
    while (!reading) {
      wait();
    }
  }

  private void take(ByteBuffer frame) {
    switch (frame.get()) {
      case 0x01 -> {
        Frame.Output output = new Frame.Output(frame.getLong(), rest(frame));
        if (next >= 0 && output.offset() != next) {
          fault = "OUTPUT at " + output.offset() + " instead of " + next;
        }
        next = output.offset() + output.bytes().length;
        screen.writeBytes(output.bytes());
        frames.add(output);
        acknowledge();
      }
      case 0x02 -> {
        Frame.Snapshot snapshot =
            new Frame.Snapshot(
                frame.getLong(), frame.getShort() & 0xffff, frame.getShort() & 0xffff, rest(frame));
        next = snapshot.offset();
        screen.reset();
        screen.writeBytes(snapshot.bytes());
        frames.add(snapshot);
        acknowledge();
      }
      case 0x03 -> frames.add(new Frame.Event(new JsonObject(new String(rest(frame), UTF_8))));
      default -> fault = "a frame of unknown kind";
    }
  }

  private void acknowledge() {
    if (acknowledging) {
      acknowledge(next);
    }
  }

  private static byte[] rest(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  /** Reads no more, as a browser's tab that was put to sleep. */
  synchronized void fallAsleep() {
    reading = false;
  }

  synchronized void wakeUp() {
    reading = true;
    notifyAll();
  }

  void type(String text) {
    send(0x11, text.getBytes(UTF_8));
  }

  void resize(int cols, int rows) {
    send(0x12, ByteBuffer.allocate(4).putShort((short) cols).putShort((short) rows).array());
  }

  void acknowledge(long offset) {
    send(0x13, ByteBuffer.allocate(8).putLong(offset).array());
  }

  void send(int kind, byte[] payload) {
    sendRaw(ByteBuffer.allocate(1 + payload.length).put((byte) kind).put(payload).array());
  }

  void sendRaw(byte[] bytes) {
    try {
      socket.sendBinary(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sendText(String text) {
    try {
      socket.sendText(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void disconnect() {
    socket.disconnect();
  }

  synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** What a terminal would have been given since the last snapshot. */
  synchronized String text() {
    if (!fault.isEmpty()) {
      throw new AssertionError(fault);
    }
    return screen.toString(UTF_8);
  }

  synchronized long offset() {
    if (!fault.isEmpty()) {
      throw new AssertionError(fault);
    }
    return next;
  }

  synchronized int closeCode() {
    return closeCode;
  }

  synchronized String closeReason() {
    return closeReason;
  }

  List<JsonObject> events(String type) {
    return frames().stream()
        .filter(Frame.Event.class::isInstance)
        .map(frame -> ((Frame.Event) frame).json())
        .filter(json -> json.getString("type").equals(type))
        .toList();
  }

  void awaitText(String part) {
    await("\"" + part + "\"").atMost(PATIENCE).until(() -> text().contains(part));
  }

  JsonObject awaitEvent(String type) {
    await(type).atMost(PATIENCE).until(() -> !events(type).isEmpty());
    return events(type).getLast();
  }

  int awaitClose() {
    await("close").atMost(PATIENCE).until(() -> closeCode() != 0);
    return closeCode();
  }
}
