package dev.patchbay.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets a browser fetch one address once without a header, such as a download. Thread-safe; takes no
 * time.
 */
public final class Tickets {
  /** From the click to the browser's request. */
  public static final Duration LIFETIME = Duration.ofSeconds(30);

  /** Far above what people click within that time. */
  static final int MAX = 256;

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  /** By hash, the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();

  private record Ticket(Grant grant, String path, long issuedNanos) {}

  public Tickets() {
    this(System::nanoTime);
  }

  Tickets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * @param grant what the ticket is good by, and no longer than
   * @param path with its query
   * @return empty if there are too many that nobody used
   */
  public Optional<String> issue(Grant grant, String path) {
    String ticket = Secrets.random();
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      tickets.values().removeIf(old -> isOver(old, now));
      if (tickets.size() >= MAX) {
        return Optional.empty();
      }
      tickets.put(Secrets.hash(ticket), new Ticket(grant, path, now));
      return Optional.of(ticket);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Uses a ticket up, whether it is good for this path or not.
   *
   * @return by what right it was issued
   */
  public Optional<Grant> redeem(String ticket, String path) {
    lock.lock();
    try {
      return Optional.ofNullable(tickets.remove(Secrets.hash(ticket)))
          .filter(found -> !isOver(found, nanoTime.getAsLong()) && found.path.equals(path))
          .map(Ticket::grant);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOver(Ticket ticket, long now) {
    return now - ticket.issuedNanos > LIFETIME.toNanos();
  }
}
