package dev.patchbay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Text with colours, as a build or a test run prints it.
 *
 * @param bytes of the file
 * @param lines each of which a terminal makes one byte longer
 */
record Text(Path file, long bytes, long lines) {
  private static final String[] WORDS = {
    "compiling",
    "terminal",
    "src/main/Poller.java:118",
    "warning",
    "unused",
    "größe",
    "ok",
    "in",
    "0.28s",
    "->",
    "cached",
    "the",
    "→",
    "resolved",
    "[INFO]",
    "3 passed",
    "/usr/lib/libc.so.6",
  };

  private static final int DISTINCT_LINES = 5_000;

  /** The same text at every run. */
  static Text write(Path file, long bytes) throws IOException {
    byte[][] lines = distinctLines();
    long written = 0;
    long count = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (; written < bytes; count++) {
        byte[] line = lines[(int) (count % lines.length)];
        out.write(line);
        written += line.length;
      }
    }
    return new Text(file, written, count);
  }

  private static byte[][] distinctLines() {
    Random random = new Random(25);
    byte[][] lines = new byte[DISTINCT_LINES][];
    for (int i = 0; i < lines.length; i++) {
      StringBuilder line = new StringBuilder();
      int words = 4 + random.nextInt(10);
      for (int word = 0; word < words; word++) {
        String text = WORDS[random.nextInt(WORDS.length)];
        switch (random.nextInt(4)) {
          case 0 -> line.append("\033[1;3").append(random.nextInt(8)).append('m');
          case 1 -> line.append("\033[38;5;").append(random.nextInt(256)).append('m');
          default -> {}
        }
        line.append(text).append("\033[0m ");
      }
      lines[i] = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
    return lines;
  }

  /** What a terminal makes of it: a return before each newline. */
  long bytesOnTerminal() {
    return bytes + lines;
  }

  double megabytes() {
    return bytes / 1e6;
  }

  /** A program that says it is ready, waits for a newline, and prints the text. */
  String[] program() {
    return new String[] {"/bin/sh", "-c", "printf ready; read line; cat '" + file + "'; sleep 60"};
  }

  /** What {@link #program} prints once it got its newline, that newline's echo included. */
  long bytesAfterNewline() {
    return "\r\n".length() + bytesOnTerminal();
  }
}
