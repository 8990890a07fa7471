package dev.patchbay.detectors;

import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.SearchPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What is known of the machine now, and who is told when that changes. Thread-safe. */
final class Board {
  private final Consumer<Discovery> listener;
  private final ReentrantLock lock = new ReentrantLock();

  /** Completed with what is here once that is known for the first time. */
  private final CompletableFuture<Snapshot> present = new CompletableFuture<>();

  /** Replaced under the lock. */
  private volatile Snapshot latest =
      new Snapshot(
          Map.of(),
          new SearchPath(List.of()),
          new LoginShell.Answer.Unknown("", "it was not asked yet"),
          List.of(),
          Instant.EPOCH,
          Duration.ZERO,
          false);

  /**
   * @param listener is called one call at a time
   */
  Board(Consumer<Discovery> listener) {
    this.listener = listener;
  }

  Snapshot latest() {
    return latest;
  }

  CompletableFuture<Snapshot> present() {
    return present;
  }

  /** Begins the picture that a new look makes. */
  void begin(Snapshot snapshot) {
    lock.lock();
    try {
      latest = snapshot;
      listener.accept(new Discovery.Present(snapshot));
    } finally {
      lock.unlock();
    }
    present.complete(snapshot);
  }

  /** Changes what is known of one tool. */
  void learn(String id, UnaryOperator<ToolReport> change) {
    lock.lock();
    try {
      latest
          .find(id)
          .map(change)
          .ifPresent(changed -> {
            latest = latest.with(changed);
            listener.accept(new Discovery.Learned(changed));
          });
    } finally {
      lock.unlock();
    }
  }

  /** Tells what became of the file of versions. */
  void tell(Discovery discovery) {
    lock.lock();
    try {
      listener.accept(discovery);
    } finally {
      lock.unlock();
    }
  }

  Snapshot complete(Duration took) {
    lock.lock();
    try {
      latest = latest.completed(took);
      listener.accept(new Discovery.Complete(latest));
      return latest;
    } finally {
      lock.unlock();
    }
  }
}
