package dev.patchbay.cli;

import java.io.ByteArrayOutputStream;

/**
 * Finds the detach keys in what is typed. The first of them are kept back until it is clear whether
 * the rest follows. Used by one thread at a time.
 */
final class DetachWatch {
  private final DetachKeys keys;
  private final ByteArrayOutputStream heldBack = new ByteArrayOutputStream();

  /** How many of the keys have come in a row. */
  private int matched;

  private boolean detached;

  DetachWatch(DetachKeys keys) {
    this.keys = keys;
  }

  /**
   * @return what is to be passed on now
   */
  byte[] feed(byte[] typed, int length) {
    ByteArrayOutputStream passed = new ByteArrayOutputStream(length);
    int i = 0;
    while (i < length && !detached) {
      int size = sizeOfNext(typed, i, length);
      if (size == 0 && matched > 0) {
        passed.writeBytes(release());
      } else if (size == 0) {
        passed.write(typed[i++]);
      } else {
        heldBack.write(typed, i, size);
        i += size;
        matched++;
        detached = matched == keys.keys().size();
      }
    }
    return passed.toByteArray();
  }

  private int sizeOfNext(byte[] typed, int index, int length) {
    return keys.keys().isEmpty() ? 0 : keys.keys().get(matched).lengthAt(typed, index, length);
  }

  /** Whether the keys were typed, after which nothing counts any more. */
  boolean isDetached() {
    return detached;
  }

  boolean isHolding() {
    return matched > 0 && !detached;
  }

  /** What was kept back, now that the rest does not follow. */
  byte[] release() {
    byte[] bytes = heldBack.toByteArray();
    heldBack.reset();
    matched = 0;
    return bytes;
  }
}
