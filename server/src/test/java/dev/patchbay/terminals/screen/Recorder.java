package dev.patchbay.terminals.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a program in a terminal of 80×24 and records what it writes, by {@code script(1)}. */
final class Recorder {
  /** Silence after which a program is taken to wait for the next key. */
  private static final long QUIET_MILLIS = 150;

  private static final long PATIENCE_MILLIS = 60_000;

  private Recorder() {}

  /**
   * @param keys what is typed, each when the program has become quiet
   */
  static byte[] record(String command, String... keys) {
    Prerequisites.program("script");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("script", "-qfc", "stty cols 80 rows 24; " + command, "/dev/null");
      builder.environment().put("TERM", "xterm-256color");
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.redirectErrorStream(true).start();
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), output));
      for (String key : keys) {
        awaitQuiet(output);
        type(process.getOutputStream(), key);
      }
      awaitQuiet(output);
      end(process.getOutputStream());
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      reader.join(PATIENCE_MILLIS);
      synchronized (output) {
        return output.toByteArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void type(OutputStream input, String key) {
    try {
      input.write(key.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // The program has ended before all was typed; what it wrote is as good.
    }
  }

  private static void end(OutputStream input) {
    try {
      input.close();
    } catch (IOException e) {
      // Likewise.
    }
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        synchronized (to) {
          to.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // The program has gone and its terminal with it.
    }
  }

  private static void awaitQuiet(ByteArrayOutputStream output) throws InterruptedException {
    int last = -1;
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += QUIET_MILLIS) {
      int size;
      synchronized (output) {
        size = output.size();
      }
      if (size == last && size > 0) {
        return;
      }
      last = size;
      Thread.sleep(QUIET_MILLIS);
    }
  }
}
