package dev.patchbay.terminals.screen;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being put together. */
final class ByteSink {
  private byte[] bytes;
  private int length;

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** What holds the bytes, for whoever copies them at once; longer than they are. */
  byte[] bytes() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  ByteSink put(int oneByte) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = (byte) oneByte;
    return this;
  }

  /** Puts characters of Latin-1, as escape sequences are. */
  ByteSink put(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  ByteSink put(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  ByteSink utf8(String text) {
    text.codePoints().forEach(this::codePoint);
    return this;
  }

  ByteSink number(int value) {
    if (value < 10) {
      return put('0' + value);
    }
    number(value / 10);
    return put('0' + value % 10);
  }

  ByteSink codePoint(int cp) {
    if (cp < 0x80) {
      put(cp);
    } else if (cp < 0x800) {
      put(0xC0 | cp >> 6).put(0x80 | (cp & 0x3F));
    } else if (cp < 0x1_0000) {
      put(0xE0 | cp >> 12).put(0x80 | (cp >> 6 & 0x3F)).put(0x80 | (cp & 0x3F));
    } else {
      put(0xF0 | cp >> 18).put(0x80 | (cp >> 12 & 0x3F));
      put(0x80 | (cp >> 6 & 0x3F)).put(0x80 | (cp & 0x3F));
    }
    return this;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
