package dev.patchbay.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows down the answers to wrong tokens, by address. A right token is never slowed, and does not
 * pardon the wrong ones: on loopback its owner and whoever guesses share an address. Thread-safe.
 */
public final class Throttle {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 7;
  private static final Duration MEMORY = Duration.ofMinutes(15);
  private static final int MAX_ADDRESSES = 10_000;

  /** Answers that wait; each holds a connection. */
  private static final int MAX_WAITING = 200;

  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).expireAfterWrite(MEMORY).build();

  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Notes a wrong token. Where there is a wait, {@link #answered} is called after it.
   *
   * @return milliseconds that its sender waits for the answer; empty if too many wait already
   */
  public OptionalLong fail(String address) {
    int before = failures.get(address, _ -> new AtomicInteger()).getAndIncrement();
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return OptionalLong.empty();
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(before, DOUBLINGS));
    return OptionalLong.of((wait.compareTo(LONGEST) < 0 ? wait : LONGEST).toMillis());
  }

  /** How many wrong tokens came from an address lately. */
  public int failures(String address) {
    AtomicInteger count = failures.getIfPresent(address);
    return count == null ? 0 : count.get();
  }

  /** An answer no longer waits. */
  public void answered() {
    waiting.decrementAndGet();
  }
}
