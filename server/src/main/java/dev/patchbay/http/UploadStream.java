package dev.patchbay.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request's body on its way to a thread that writes it to the disk. When that falls behind by
 * {@link #AHEAD_BYTES} the connection is read no further, so the sender waits.
 */
final class UploadStream {
  private static final int AHEAD_BYTES = 512 * 1024;

  /** What is written at once. */
  private static final int PIECE_BYTES = 256 * 1024;

  /** A sender that is silent for so long has gone without a word. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long a body that nobody wants is read on, so that its sender gets to read why. */
  private static final long LINGER_MILLIS = 10_000;

  private sealed interface Piece {
    record Bytes(Buffer buffer) implements Piece {}

    record End() implements Piece {}

    record Broken(Throwable cause) implements Piece {}
  }

  /** Where the bytes go. */
  interface Sink<E extends Exception> {
    void write(ByteBuffer bytes) throws E;
  }

  private final Context eventLoop;
  private final HttpServerRequest request;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

  /**
   * Between the buffer that came and the one that is written: a gigabyte need not be garbage twice.
   */
  private final byte[] scratch = new byte[8 * 1024];

  private final AtomicInteger ahead = new AtomicInteger();
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** On the request's event loop, in the turn that brought the request. */
  UploadStream(Vertx vertx, HttpServerRequest request) {
    this.request = request;
    eventLoop = vertx.getOrCreateContext();
    request.pause();
    request.handler(this::take);
    request.endHandler(_ -> pieces.add(new Piece.End()));
    request.exceptionHandler(cause -> pieces.add(new Piece.Broken(cause)));
    request.response().closeHandler(_ -> pieces.add(new Piece.Broken(new IOException("closed"))));
  }

  private void take(Buffer buffer) {
    pieces.add(new Piece.Bytes(buffer));
    if (ahead.addAndGet(buffer.length()) > AHEAD_BYTES) {
      request.pause();
      waiting.set(true);
      resumeIfDrained();
    }
  }

  private void resumeIfDrained() {
    if (ahead.get() <= AHEAD_BYTES / 2 && waiting.compareAndSet(true, false)) {
      eventLoop.runOnContext(_ -> request.resume());
    }
  }

  /**
   * Hands on everything until the end. Blocks, so not on an event loop.
   *
   * @throws IOException if the body does not come to its end
   */
  <E extends Exception> void copyTo(Sink<E> sink) throws E, IOException {
    eventLoop.runOnContext(_ -> request.resume());
    ByteBuffer gathered = ByteBuffer.allocateDirect(PIECE_BYTES);
    while (true) {
      switch (next(gathered, sink)) {
        case Piece.Bytes(Buffer buffer) -> {
          put(buffer, gathered, sink);
          ahead.addAndGet(-buffer.length());
          resumeIfDrained();
        }
        case Piece.End() -> {
          flush(gathered, sink);
          return;
        }
        case Piece.Broken(Throwable cause) -> throw new IOException("the upload broke off", cause);
      }
    }
  }

  /** Waits only when nothing is there, and writes what has been gathered before it does. */
  private <E extends Exception> Piece next(ByteBuffer gathered, Sink<E> sink) throws E {
    Piece piece = pieces.poll();
    if (piece != null) {
      return piece;
    }
    flush(gathered, sink);
    try {
      piece = pieces.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return piece == null ? new Piece.Broken(new IOException("silence")) : piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Piece.Broken(e);
    }
  }

  private <E extends Exception> void put(Buffer buffer, ByteBuffer gathered, Sink<E> sink)
      throws E {
    for (int from = 0; from < buffer.length(); ) {
      int count = Math.min(Math.min(gathered.remaining(), scratch.length), buffer.length() - from);
      buffer.getBytes(from, from + count, scratch, 0);
      gathered.put(scratch, 0, count);
      from += count;
      if (!gathered.hasRemaining()) {
        flush(gathered, sink);
      }
    }
  }

  private static <E extends Exception> void flush(ByteBuffer gathered, Sink<E> sink) throws E {
    gathered.flip();
    if (gathered.hasRemaining()) {
      sink.write(gathered);
    }
    gathered.clear();
  }

  /**
   * Reads on and forgets what comes, for some seconds at most: a sender whose connection is closed
   * in the middle of its sending may never see the answer. On the event loop.
   */
  void discard(Vertx vertx) {
    if (request.isEnded() || request.response().closed()) {
      return;
    }
    long timer = vertx.setTimer(LINGER_MILLIS, _ -> Replies.drop(request.connection().close()));
    request.handler(_ -> {});
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.endHandler(_ -> vertx.cancelTimer(timer));
    request.resume();
  }
}
