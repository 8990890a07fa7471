package dev.patchbay.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Slows down whoever tries tokens, by address. Thread-safe. */
public final class Throttle {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 7;
  private static final Duration MEMORY = Duration.ofMinutes(15);
  private static final int MAX_ADDRESSES = 10_000;

  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).expireAfterWrite(MEMORY).build();

  /** Notes a wrong token and tells how long its sender is to wait for the answer. */
  public Duration fail(String address) {
    int before = failures.get(address, _ -> new AtomicInteger()).getAndIncrement();
    Duration wait = FIRST.multipliedBy(1L << Math.min(before, DOUBLINGS));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  public void succeed(String address) {
    failures.invalidate(address);
  }
}
