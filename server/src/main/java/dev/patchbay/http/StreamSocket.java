package dev.patchbay.http;

import dev.patchbay.terminals.Delivery;
import dev.patchbay.terminals.Happening;
import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.Viewer;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One viewer's connection. Output is gathered for some milliseconds, so that a busy screen costs
 * few frames, but goes out at once when the line was idle or an answer to a key is awaited.
 *
 * <p>Everything runs on the connection's event loop, except {@link #signal}.
 */
final class StreamSocket {
  static final short DELETED = 1000;
  static final short STOPPING = 1001;
  static final short TOO_LARGE = 1009;
  static final short MALFORMED = 4400;
  static final short NOT_ALLOWED = 4403;
  static final short NO_SUCH_TERMINAL = 4404;

  static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** Under what an eye sees, and long enough to gather a full redraw. */
  private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();

  /** So much is worth a frame of its own at once. */
  private static final int FULL_FRAME_BYTES = 64 * 1024;

  /** What the connection itself may hold; the rest waits in the replay. */
  private static final int WRITE_QUEUE_BYTES = 512 * 1024;

  private static final long PING_MILLIS = 20_000;

  private final Vertx vertx;
  private final Context eventLoop;
  private final ServerWebSocket socket;
  private final Terminal terminal;
  private final Blocking blocking;
  private final Viewer viewer;
  private final long pings;

  /** Set by any thread that has news, cleared by the event loop when it looks. */
  private final AtomicBoolean signalled = new AtomicBoolean();

  private long lastSentNanos = System.nanoTime() - GATHER_NANOS;
  private boolean answerAwaited;
  private boolean gathering;

  /** Whether the viewer may not go on. */
  private volatile boolean cut;

  /**
   * @param join makes the terminal's viewer, given what to call when there is something to send
   * @param onClose called once the connection is gone
   */
  StreamSocket(
      Vertx vertx,
      ServerWebSocket socket,
      Terminal terminal,
      Blocking blocking,
      Function<Runnable, Viewer> join,
      Runnable onClose) {
    this.vertx = vertx;
    this.eventLoop = vertx.getOrCreateContext();
    this.socket = socket;
    this.terminal = terminal;
    this.blocking = blocking;
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    viewer = join.apply(this::signal);
    pings = vertx.setPeriodic(PING_MILLIS, _ -> Replies.drop(socket.writePing(Buffer.buffer())));
    Message.read(socket, MAX_MESSAGE_BYTES, this::receive);
    socket.drainHandler(_ -> flush());
    socket.exceptionHandler(this::refuse);
    socket.closeHandler(_ -> {
      vertx.cancelTimer(pings);
      terminal.leave(viewer);
      onClose.run();
    });
  }

  void close(short code, String reason) {
    Replies.drop(socket.close(code, reason));
  }

  /**
   * Ends it at once, whatever the other side says: nothing is read or sent any more. Any thread.
   */
  void cut(short code, String reason) {
    cut = true;
    close(code, reason);
    eventLoop.runOnContext(_ -> terminal.leave(viewer));
  }

  /** A frame that is too large or breaks the protocol; the connection ends after this. */
  private void refuse(Throwable fault) {
    if (fault instanceof CorruptedWebSocketFrameException frame) {
      WebSocketCloseStatus status = frame.closeStatus();
      close((short) status.code(), status.reasonText());
    }
  }

  private void receive(Message message) {
    if (cut) {
      return;
    }
    switch (message) {
      case Message.TooLarge() -> close(TOO_LARGE, "a message may have 1 MiB at most");
      case Message.Whole(boolean text, Buffer _) when text -> close(MALFORMED, "text message");
      case Message.Whole(boolean _, Buffer bytes) -> receive(bytes);
    }
  }

  private void receive(Buffer message) {
    switch (Frames.decode(message)) {
      case Frames.Incoming.Malformed(String reason) -> close(MALFORMED, reason);
      case Frames.Incoming.Ack(long offset) -> {
        if (!viewer.acknowledge(offset)) {
          close(MALFORMED, "ACK beyond what was sent");
        }
      }
      case Frames.Incoming.Input _, Frames.Incoming.Resize _
          when viewer.role() == Viewer.Role.VIEW ->
          close(NOT_ALLOWED, "this viewer may only look");
      case Frames.Incoming.Input(byte[] bytes) -> input(bytes);
      case Frames.Incoming.Resize(int cols, int rows) -> {
        if (cols < 1 || cols > Terminal.MAX_COLS || rows < 1 || rows > Terminal.MAX_ROWS) {
          close(MALFORMED, "no terminal can be " + cols + " by " + rows);
        } else {
          terminal.resizeSoon(cols, rows);
        }
      }
    }
  }

  private void input(byte[] bytes) {
    answerAwaited = true;
    if (!terminal.input(bytes)) {
      viewer.tell(
          new Happening.Remark(
              "input-refused",
              bytes.length
                  + " bytes were not taken: the program has ended, or has not read what it was"
                  + " given before."));
    }
  }

  /** There may be something to send. Any thread. */
  private void signal() {
    if (signalled.compareAndSet(false, true)) {
      eventLoop.runOnContext(_ -> flush());
    }
  }

  private void flush() {
    signalled.set(false);
    if (cut || socket.isClosed()) {
      return;
    }
    if (viewer.isOver()) {
      send();
      close(DELETED, "the terminal was deleted");
      return;
    }
    long backlog = viewer.backlog();
    long idle = System.nanoTime() - lastSentNanos;
    if (backlog == 0 || backlog >= FULL_FRAME_BYTES || answerAwaited || idle >= GATHER_NANOS) {
      send();
    } else if (!gathering) {
      gathering = true;
      long rest = Math.max(1, Duration.ofNanos(GATHER_NANOS - idle).toMillis());
      vertx.setTimer(
          rest,
          _ -> {
            gathering = false;
            if (!cut && !socket.isClosed()) {
              send();
            }
          });
    }
  }

  private void send() {
    while (!socket.writeQueueFull()) {
      switch (viewer.next(FULL_FRAME_BYTES)) {
        case Delivery.Output output -> {
          write(Frames.encode(output));
          lastSentNanos = System.nanoTime();
          answerAwaited = false;
        }
        case Delivery.Notice(Happening happening) -> write(Frames.encode(happening));
        case Delivery.Restart() -> {
          blocking.run(
              vertx,
              terminal::snapshot,
              snapshot -> {
                if (!cut && !socket.isClosed()) {
                  write(Frames.encode(snapshot));
                  viewer.restartAt(snapshot);
                }
              },
              _ -> close((short) 1011, "the screen could not be drawn"));
          return;
        }
        case Delivery.Nothing() -> {
          return;
        }
      }
    }
  }

  private void write(Buffer message) {
    Replies.drop(socket.writeBinaryMessage(message));
  }
}
