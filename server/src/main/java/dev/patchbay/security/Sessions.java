package dev.patchbay.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Browsers that have logged in. A session is a cookie and a key that belong together, and it is
 * good as long as the token that it was made with. What is kept of both is a hash. Thread-safe;
 * nothing here waits for a disk, which {@link SessionStore} does on a thread of its own.
 */
public final class Sessions implements AutoCloseable {
  /** As long as a developer may be away and still find the page open. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private static final int MAX = 1_000;

  /** How long the hub's start waits for a slow disk. */
  private static final Duration START = Duration.ofSeconds(2);

  private final SessionStore store;
  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();

  /** By id, the one that ends first at the beginning. */
  @GuardedBy("lock")
  private final Map<String, Live> sessions = new LinkedHashMap<>();

  /** What the sessions are bound to. */
  @GuardedBy("lock")
  private String fingerprint;

  private volatile Consumer<String> ended = _ -> {};

  /**
   * A session of this run. The clock of the day may be put back, and the other one stands still
   * while the machine sleeps, so it is over when either of them says so.
   *
   * @param endNanos by {@link System#nanoTime}
   */
  private record Live(Session session, long endNanos) {
    static Live of(Session session, Clocks clocks) {
      Duration left = Duration.between(clocks.now(), session.end());
      Duration most = left.compareTo(LIFETIME) < 0 ? left : LIFETIME;
      return new Live(session, clocks.nanoTime() + most.toNanos());
    }

    boolean isOver(Clocks clocks) {
      return !clocks.now().isBefore(session.end()) || clocks.nanoTime() - endNanos >= 0;
    }

    String id() {
      return session.id();
    }
  }

  /** The two clocks. */
  interface Clocks {
    Instant now();

    long nanoTime();
  }

  private static final class SystemClocks implements Clocks {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }

  /**
   * What a browser gets.
   *
   * @param cookie goes to every server of the same host, so it is worth nothing without the key
   */
  public record Credentials(String cookie, String key) {
    @Override
    public String toString() {
      return "Credentials";
    }
  }

  /**
   * Restores those that were made with the same token; those of another token have ended.
   *
   * @param token the one that logs in now
   */
  public Sessions(SessionStore store, AccessToken token) {
    this(store, token, new SystemClocks());
  }

  Sessions(SessionStore store, AccessToken token, Clocks clocks) {
    this.store = store;
    this.clocks = clocks;
    fingerprint = token.fingerprint();
    SessionStore.Content kept = store.read();
    if (kept.fingerprint().equals(fingerprint)) {
      kept.sessions().forEach(session -> sessions.put(session.id(), Live.of(session, clocks)));
    } else if (!kept.sessions().isEmpty()) {
      // They must not come back either when the next hub has their token again.
      store
          .remove(content())
          .completeOnTimeout(null, START.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
  }

  /** Begins one, which is kept on the disk soon after. */
  public Credentials begin() {
    Credentials fresh = new Credentials(Secrets.random(), Secrets.random());
    Session session =
        new Session(
            Secrets.hash(fresh.cookie()), Secrets.hash(fresh.key()), clocks.now().plus(LIFETIME));
    List<String> gone = new ArrayList<>();
    lock.lock();
    try {
      sessions.values().removeIf(old -> old.isOver(clocks) && gone.add(old.id()));
      while (sessions.size() >= MAX) {
        String oldest = sessions.keySet().iterator().next();
        sessions.remove(oldest);
        gone.add(oldest);
      }
      sessions.put(session.id(), Live.of(session, clocks));
      store.write(content());
    } finally {
      lock.unlock();
    }
    gone.forEach(ended);
    return fresh;
  }

  /**
   * The session that a cookie and a key open together.
   *
   * @return its id
   */
  public Optional<String> find(String cookie, String key) {
    return session(Secrets.hash(cookie))
        .filter(session -> Secrets.areEqual(session.keyHash(), Secrets.hash(key)))
        .map(Session::id);
  }

  public boolean isLive(String id) {
    return session(id).isPresent();
  }

  private Optional<Session> session(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(sessions.get(id))
          .filter(live -> !live.isOver(clocks))
          .map(Live::session);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends one at once, if there is such.
   *
   * @return done when the disk has forgotten it, too, or refused to; never fails
   */
  public CompletableFuture<Void> end(String id) {
    CompletableFuture<Void> forgotten;
    lock.lock();
    try {
      if (sessions.remove(id) == null) {
        return CompletableFuture.completedFuture(null);
      }
      forgotten = store.remove(content());
    } finally {
      lock.unlock();
    }
    ended.accept(id);
    return forgotten;
  }

  /** Ends all: they were made with another token than the one that is good from now on. */
  public void endAll(AccessToken successor) {
    List<String> gone;
    lock.lock();
    try {
      gone = List.copyOf(sessions.keySet());
      sessions.clear();
      fingerprint = successor.fingerprint();
      var _ = store.remove(content());
    } finally {
      lock.unlock();
    }
    gone.forEach(ended);
  }

  /** Ends those whose time is over; what they opened ends only when somebody looks. */
  public void endExpired() {
    List<String> gone = new ArrayList<>();
    lock.lock();
    try {
      sessions.values().removeIf(session -> session.isOver(clocks) && gone.add(session.id()));
    } finally {
      lock.unlock();
    }
    gone.forEach(ended);
  }

  /**
   * @param listener is told the id of each session that ends, on the thread that ends it
   */
  public void onEnd(Consumer<String> listener) {
    ended = listener;
  }

  @GuardedBy("lock")
  private SessionStore.Content content() {
    return new SessionStore.Content(
        fingerprint, sessions.values().stream().map(Live::session).toList());
  }

  /** Waits a moment for the disk. */
  @Override
  public void close() {
    store.close();
  }
}
