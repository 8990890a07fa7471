package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Somebody at a terminal, be it the hub's or a peer's. */
interface Client extends AutoCloseable {
  /**
   * Waits for output.
   *
   * @return some of it, valid until the next call
   */
  ByteBuffer output() throws IOException;

  void type(byte[] keys) throws IOException;

  @Override
  void close() throws IOException;

  /** Reads until so many bytes more have come. */
  default void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      left -= output().remaining();
    }
  }

  /** Reads until the program says that it is ready, be it on a snapshot of the screen. */
  default void awaitReady() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("ready") < 0) {
      text.append(US_ASCII.decode(output()));
    }
  }
}
