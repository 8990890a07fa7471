package dev.patchbay.processes.usage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.os.ProcFile;

/** A small file of /proc in a buffer that is used for all of them. Not thread-safe. */
final class ProcText {
  private final byte[] buffer = new byte[ProcFile.MOST_BYTES];
  private int length;
  private int at;

  /** Whether there was anything to read. */
  boolean read(String path) {
    length = ProcFile.read(path, buffer);
    at = 0;
    return length > 0;
  }

  /** Goes behind the last closing parenthesis: a process's name may hold any other character. */
  void skipName() {
    at = length;
    while (at > 0 && buffer[at - 1] != ')') {
      at--;
    }
  }

  /** The first character of the next word. */
  char letter() {
    skipBlanks();
    char letter = at < length ? (char) buffer[at] : ' ';
    skip(1);
    return letter;
  }

  /** The next word as a number; 0 where there is none. */
  long number() {
    skipBlanks();
    boolean negative = at < length && buffer[at] == '-';
    at += negative ? 1 : 0;
    long number = 0;
    while (at < length && buffer[at] >= '0' && buffer[at] <= '9') {
      number = number * 10 + buffer[at++] - '0';
    }
    return negative ? -number : number;
  }

  void skip(int words) {
    for (int i = 0; i < words; i++) {
      skipBlanks();
      while (at < length && buffer[at] > ' ') {
        at++;
      }
    }
  }

  private void skipBlanks() {
    while (at < length && buffer[at] <= ' ') {
      at++;
    }
  }

  /** The number behind a key that begins a line; 0 where there is none. */
  long numberOf(byte[] key) {
    for (int line = 0; line + key.length < length; line = lineAfter(line)) {
      if (java.util.Arrays.equals(buffer, line, line + key.length, key, 0, key.length)) {
        at = line + key.length;
        return number();
      }
    }
    return 0;
  }

  private int lineAfter(int from) {
    int next = from;
    while (next < length && buffer[next] != '\n') {
      next++;
    }
    return next + 1;
  }

  static byte[] key(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
