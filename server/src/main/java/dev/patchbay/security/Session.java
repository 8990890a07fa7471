package dev.patchbay.security;

import java.time.Instant;

/**
 * A browser that has logged in, as it is kept.
 *
 * @param id the cookie's hash
 * @param end when it is good no longer
 */
record Session(String id, String keyHash, Instant end) {
  private static final String HASH = "[0-9a-f]{64}";

  Session {
    if (!id.matches(HASH) || !keyHash.matches(HASH)) {
      throw new IllegalArgumentException("not a hash");
    }
  }

  String line() {
    return id + " " + keyHash + " " + end.getEpochSecond() + "\n";
  }

  /**
   * @throws RuntimeException if the line is not one that {@link #line} has written
   */
  static Session parse(String line) {
    String[] parts = line.split(" ", -1);
    return new Session(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
  }
}
