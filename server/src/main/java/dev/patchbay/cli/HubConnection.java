package dev.patchbay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection whose other end is the hub, which has been made sure of: only such a one is given
 * the token. One thread reads; another may write and close.
 */
interface HubConnection extends AutoCloseable {
  InputStream in();

  OutputStream out();

  /**
   * @param millis how long a read may wait at most; 0 for ever
   */
  void limitReads(int millis) throws IOException;

  /** Ends what is sent; the answer can still be read. */
  void endOutput() throws IOException;

  /** Ends it at once, also for a thread that reads. */
  @Override
  void close() throws IOException;
}
