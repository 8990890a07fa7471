package dev.patchbay.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.processes.lifecycle.Category;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What went wrong with a process since the hub started, by whose fault it was. Thread-safe. */
final class Errors {
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Category, Integer> counts = new EnumMap<>(Category.class);

  @GuardedBy("lock")
  private Optional<ErrorCounts.Latest> latest = Optional.empty();

  void add(Category category, String detail, Instant at) {
    lock.lock();
    try {
      counts.merge(category, 1, Integer::sum);
      latest = Optional.of(new ErrorCounts.Latest(category, detail, at));
    } finally {
      lock.unlock();
    }
  }

  ErrorCounts counts() {
    lock.lock();
    try {
      return new ErrorCounts(counts, latest);
    } finally {
      lock.unlock();
    }
  }
}
