package dev.patchbay.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long and how often to try when a connection was lost. Used by one thread. */
final class Reconnection {
  /** A suspended laptop or a busy machine is back by then; who waits longer has other worries. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration FIRST_DELAY = Duration.ofMillis(50);
  private static final Duration MAX_DELAY = Duration.ofSeconds(1);

  /** Long enough that most users see nothing of a short break. */
  private static final Duration SLOW = Duration.ofMillis(400);

  private final FoundHub hub;
  private Duration delay = FIRST_DELAY;

  /** When the connection was lost; 0 while there is one. */
  private long lostNanos;

  Reconnection(FoundHub hub) {
    this.hub = hub;
  }

  void succeeded() {
    delay = FIRST_DELAY;
    lostNanos = 0;
  }

  /** Waits a moment; false if it is of no use. */
  boolean mayTryAgain() {
    if (lostNanos == 0) {
      lostNanos = System.nanoTime();
    }
    if (!hub.isAlive() || lostFor().compareTo(PATIENCE) > 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    Duration doubled = delay.multipliedBy(2);
    delay = doubled.compareTo(MAX_DELAY) < 0 ? doubled : MAX_DELAY;
    return true;
  }

  boolean isSlow() {
    return lostFor().compareTo(SLOW) > 0;
  }

  private Duration lostFor() {
    return Duration.ofNanos(System.nanoTime() - lostNanos);
  }
}
