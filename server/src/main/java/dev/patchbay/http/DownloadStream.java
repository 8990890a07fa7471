package dev.patchbay.http;

import dev.patchbay.files.Download;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A file on its way to a connection, piece by piece. One piece is read while the one before it is
 * sent, so a receiver that is slow makes the file wait.
 */
final class DownloadStream {
  private final Context eventLoop;
  private final HttpServerResponse response;
  private final Download download;

  /**
   * @param eventLoop of the response
   */
  DownloadStream(Context eventLoop, HttpServerResponse response, Download download) {
    this.eventLoop = eventLoop;
    this.response = response;
    this.download = download;
  }

  /**
   * Sends a part. Blocks until it is sent, so not on an event loop.
   *
   * @param length of the part; more than the file has where its length is not known
   * @return bytes that were sent: fewer than wished where the file has become shorter
   * @throws IOException if the file cannot be read or the receiver has gone
   */
  long send(long first, long length) throws IOException {
    CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    long position = first;
    while (position - first < length) {
      byte[] piece = download.read(position, length - (position - first));
      await(sent);
      if (piece.length == 0) {
        break;
      }
      sent = write(piece);
      position += piece.length;
    }
    await(sent);
    return position - first;
  }

  private CompletableFuture<Void> write(byte[] piece) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    eventLoop.runOnContext(_ -> {
      try {
        response
            .write(Buffer.buffer(piece))
            .onComplete(_ -> sent.complete(null), sent::completeExceptionally);
      } catch (RuntimeException | Error e) {
        sent.completeExceptionally(e);
      }
    });
    return sent;
  }

  private static void await(CompletableFuture<Void> sent) throws IOException {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IOException("the receiver has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the hub stops", e);
    }
  }
}
