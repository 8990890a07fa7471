package dev.patchbay.os;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thing that is made when it is first asked for, once, however many ask. If making it fails, all
 * who wait for it are told so, and who asks next tries again. Thread-safe.
 */
public final class Lazy<T> {
  private final Supplier<T> maker;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null until somebody asks, and after a failure. */
  @GuardedBy("lock")
  private @Nullable CompletableFuture<T> made;

  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Blocks until it is made. Throws what the maker threw. */
  public T get() {
    CompletableFuture<T> own = new CompletableFuture<>();
    Optional<CompletableFuture<T>> others = claim(own);
    return others.isPresent() ? await(others.get()) : make(own);
  }

  /** It, if it has been made. */
  public Optional<T> ifMade() {
    lock.lock();
    try {
      return made != null && made.isDone() && !made.isCompletedExceptionally()
          ? Optional.of(made.join())
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Makes it the caller's to make; if it is somebody else's already, gives what they will. */
  private Optional<CompletableFuture<T>> claim(CompletableFuture<T> own) {
    lock.lock();
    try {
      Optional<CompletableFuture<T>> others = Optional.ofNullable(made);
      if (others.isEmpty()) {
        made = own;
      }
      return others;
    } finally {
      lock.unlock();
    }
  }

  private T make(CompletableFuture<T> own) {
    try {
      T thing = maker.get();
      own.complete(thing);
      return thing;
    } catch (Throwable e) {
      forget();
      own.completeExceptionally(e);
      throw e;
    }
  }

  private void forget() {
    lock.lock();
    try {
      made = null;
    } finally {
      lock.unlock();
    }
  }

  private static <T> T await(CompletableFuture<T> known) {
    try {
      return known.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
