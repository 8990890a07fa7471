package dev.patchbay.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the pool, whose lock guards what changes unless it says otherwise.
 */
final class BlockingCall<T, E extends Exception> {
  enum State {
    WAITING,
    RUNNING,
    DONE,
    /** Its caller has gone. */
    ABANDONED
  }

  /**
   * How long its caller waits.
   *
   * @param limit for each path that is entered
   * @param onTimeout what is done once that is over
   */
  record Terms(Duration limit, Runnable onTimeout) {
    /** Those of a call inside of this one: the longer limit, and what is done about the inner. */
    Terms with(Terms inner) {
      return new Terms(
          limit.compareTo(inner.limit) > 0 ? limit : inner.limit,
          () -> {
            inner.onTimeout.run();
            onTimeout.run();
          });
    }
  }

  final boolean followsLinks;
  final BlockingPool.Work<T, E> work;
  final CompletableFuture<T> result = new CompletableFuture<>();
  private final Consumer<? super T> late;

  /** Changed by its own thread for as long as another call runs inside of it. */
  volatile Terms terms;

  /** Whether the thread ends with it. */
  volatile boolean lastOfThread;

  /** Changed between two runs alone. */
  volatile Path path;

  State state = State.WAITING;
  long number;
  @Nullable Lane lane;
  @Nullable BlockingWorker worker;

  /** When it was last heard of: submitted, begun, or gone on to another path. */
  private volatile long touchedNanos = System.nanoTime();

  BlockingCall(
      Path path,
      Duration limit,
      boolean followsLinks,
      BlockingPool.Work<T, E> work,
      Consumer<? super T> late) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    this.path = path;
    this.terms = new Terms(limit, () -> {});
    this.followsLinks = followsLinks;
    this.work = work;
    this.late = late;
  }

  void touch() {
    touchedNanos = System.nanoTime();
  }

  long remainingNanos() {
    return terms.limit().toNanos() - (System.nanoTime() - touchedNanos);
  }

  boolean isOverdue() {
    return remainingNanos() <= 0;
  }

  Lane lane() {
    return Objects.requireNonNull(lane);
  }

  BlockingWorker worker() {
    return Objects.requireNonNull(worker);
  }

  /** Hands the result over; without the lock. */
  void give(T value) {
    if (!result.complete(value)) {
      late.accept(value);
    }
  }

  /** Nobody waits for the result any more: if it is there already, it is late too. */
  void disown() {
    if (!result.cancel(false) && !result.isCompletedExceptionally()) {
      late.accept(result.resultNow());
    }
  }

  /** What the work threw, which is of its kind or unchecked. */
  @SuppressWarnings("unchecked")
  E failure(ExecutionException e) throws E {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (E) cause;
  }
}
