package dev.patchbay.events;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest events. Readers pull at their own pace and are told by number what they missed; nobody
 * is waited for. Thread-safe.
 */
public final class EventLog {
  /** Some minutes of a busy hub: who was away for longer looks at everything anew anyway. */
  private static final int RETAINED = 1_000;

  private final Loop loop;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<HubEvent> events = new ArrayDeque<>();

  @GuardedBy("lock")
  private long lastNumber;

  private final List<Runnable> readers = new CopyOnWriteArrayList<>();

  /** What a reader gets. */
  public record Batch(long missed, List<HubEvent> events) {
    public Batch {
      events = List.copyOf(events);
    }
  }

  public EventLog(Loops loops) {
    loop = loops.named("event-readers");
  }

  public void publish(String name, Map<String, Object> data) {
    lock.lock();
    try {
      events.addLast(new HubEvent(++lastNumber, Instant.now(), name, data));
      if (events.size() > RETAINED) {
        events.removeFirst();
      }
    } finally {
      lock.unlock();
    }
    // One that throws keeps none of the others from being told.
    readers.forEach(loop::run);
  }

  /** Number of the newest event; 0 if there was none. */
  public long lastNumber() {
    lock.lock();
    try {
      return lastNumber;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What came after an event, the oldest first.
   *
   * @param number the last that the reader has; 0 for all
   */
  public Batch after(long number) {
    lock.lock();
    try {
      long oldest = lastNumber - events.size() + 1;
      Deque<HubEvent> newer = new ArrayDeque<>();
      // From the end, since most readers lack but a few.
      for (Iterator<HubEvent> all = events.descendingIterator(); all.hasNext(); ) {
        HubEvent event = all.next();
        if (event.number() <= number) {
          break;
        }
        newer.addFirst(event);
      }
      return new Batch(Math.max(0, oldest - number - 1), List.copyOf(newer));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls back after every event, on the thread that publishes it, so it must return at once.
   *
   * @return ends that
   */
  public Runnable onEvent(Runnable reader) {
    readers.add(reader);
    return () -> readers.remove(reader);
  }
}
