package dev.patchbay.detectors.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One of a program's outputs, read on a thread of its own up to a bound. */
final class BoundedOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean overflowed;

  private BoundedOutput() {}

  /**
   * @param over is completed where the bound is passed
   */
  static BoundedOutput read(InputStream in, CompletableFuture<Object> over) {
    BoundedOutput output = new BoundedOutput();
    Thread.startVirtualThread(() -> output.drain(in, over));
    return output;
  }

  private void drain(InputStream in, CompletableFuture<Object> over) {
    byte[] buffer = new byte[8192];
    try (in) {
      while (!overflowed) {
        int n = in.read(buffer);
        if (n < 0) {
          break;
        }
        int room = Probe.MAX_BYTES - size();
        append(buffer, Math.min(n, room));
        if (n > room) {
          overflowed = true;
          over.complete(this);
        }
      }
    } catch (IOException e) {
      // The process was killed in between.
    } finally {
      ended.countDown();
    }
  }

  private synchronized int size() {
    return bytes.size();
  }

  private synchronized void append(byte[] buffer, int length) {
    bytes.write(buffer, 0, length);
  }

  void awaitEnd(Duration limit) throws InterruptedException {
    var _ = ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean overflowed() {
    return overflowed;
  }

  /** What was read so far. */
  synchronized String text() {
    return bytes.toString(UTF_8);
  }
}
