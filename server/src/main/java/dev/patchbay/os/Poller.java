package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits on the descriptors of every terminal (epoll), so that a thousand idle
 * terminals cost no thread and no wake-up. It owns their reading; others reach it by {@link
 * #execute}. What one handler or task throws ends neither the thread nor what others wait for.
 */
public final class Poller implements AutoCloseable {
  public static final int IN = 0x001;
  public static final int OUT = 0x004;

  /** Reported whether asked for or not. */
  public static final int HANG_UP = 0x010;

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;
  private static final int MAX_EVENTS = 256;

  /** A terminal's share of the poller before the next one's turn. */
  private static final int TURN_BYTES = 64 * 1024;

  /** Key of the descriptor that wakes the poller up for a task. */
  private static final long WAKE_UP = 0;

  /** struct epoll_event is packed on x86-64 alone (include/uapi/linux/eventpoll.h). */
  private static final int KEY_OFFSET =
      System.getProperty("os.arch").equals("amd64") ? Integer.BYTES : Long.BYTES;

  private static final int EVENT_BYTES = KEY_OFFSET + Long.BYTES;

  /** How often in a row epoll_wait may fail; with the pauses between them some seconds. */
  private static final int MOST_FAILED_WAITS = 10;

  /** How long a handler that hangs may keep {@link #close} waiting. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /** Called on the poller's thread with the events that are there. */
  public interface Handler {
    void ready(int events);
  }

  private final Loop loop;
  private final Descriptor epoll;
  private final Descriptor wakeUp;
  private final AtomicLong lastKey = new AtomicLong(WAKE_UP);

  /** By the key that epoll gives back: a descriptor's number may already mean another file. */
  private final Map<Long, Registration> registrations = new ConcurrentHashMap<>();

  private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();

  /** Held by whoever uses the two descriptors, so that none is closed, and reused, meanwhile. */
  private final Lock alive = lifetime.readLock();

  /** Written with the whole lock held. */
  private volatile boolean ended;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Held by whoever runs a task once the thread has ended. */
  private final ReentrantLock afterwards = new ReentrantLock();

  private final byte[] buffer = new byte[TURN_BYTES];
  private final Thread thread;

  /** The thread's own. */
  private boolean closing;

  /**
   * @param name the loop's, and its thread's
   * @throws OsException if the kernel gives no descriptors for it
   */
  public Poller(Loops loops, String name) {
    loop = loops.named(name);
    epoll = Descriptor.of("epoll_create1", LibC.epollCreate(CLOEXEC));
    try {
      wakeUp = Descriptor.of("eventfd", LibC.eventfd(CLOEXEC | NONBLOCK));
    } catch (OsException e) {
      epoll.close();
      throw e;
    }
    try {
      LibC.check("epoll_ctl", control(Registration.ADD, wakeUp.number(), IN, WAKE_UP));
    } catch (OsException e) {
      wakeUp.close();
      epoll.close();
      throw e;
    }
    loop.measure(registrations::size);
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /** What handlers may read one turn's worth into, on the poller's thread alone. */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Names a descriptor to be watched, which begins with the first {@link Registration#watch}: by
   * then its owner has the registration, however soon the handler is called.
   *
   * @param gaveUp called on the poller's thread instead of the handler, once, if that throws again
   *     and again; nothing is watched any more then
   */
  public Registration register(Descriptor descriptor, Handler handler, Runnable gaveUp) {
    return new Registration(this, descriptor, handler, gaveUp);
  }

  /**
   * Runs the task on the poller's thread, soon. Once that has ended it is run by the caller, so
   * that what it is to complete or to close is completed and closed.
   */
  public void execute(Runnable task) {
    alive.lock();
    try {
      if (!ended) {
        tasks.add(task);
        wakeUp.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, Long.BYTES);
        return;
      }
    } finally {
      alive.unlock();
    }
    runAfterwards(task);
  }

  /** Waits until the thread has ended, but not for a handler that hangs. */
  @Override
  public void close() {
    execute(() -> closing = true);
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        LOG.error("{} does not end: a handler hangs", loop.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Loop loop() {
    return loop;
  }

  long nextKey() {
    return lastKey.incrementAndGet();
  }

  void put(long key, Registration registration) {
    registrations.put(key, registration);
  }

  void remove(long key) {
    registrations.remove(key);
  }

  /** epoll_ctl; nothing, and no error, once the poller has ended. */
  int control(int operation, int fd, int events, long key) {
    alive.lock();
    try (Arena arena = Arena.ofConfined()) {
      if (ended) {
        return 0;
      }
      MemorySegment event = arena.allocate(EVENT_BYTES);
      event.set(JAVA_INT_UNALIGNED, 0, events);
      event.set(JAVA_LONG_UNALIGNED, KEY_OFFSET, key);
      return LibC.epollCtl(epoll.number(), operation, fd, event);
    } finally {
      alive.unlock();
    }
  }

  private void run() {
    @Nullable Throwable death = null;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate((long) EVENT_BYTES * MAX_EVENTS);
      int failedWaits = 0;
      while (!closing) {
        try {
          turn(events);
          failedWaits = 0;
        } catch (Throwable e) {
          // Handlers and tasks are guarded each by itself: it is the waiting that failed.
          if (++failedWaits > MOST_FAILED_WAITS) {
            throw e;
          }
          loop.failed(e);
          Thread.sleep(loop.pause());
        }
      }
    } catch (Throwable e) {
      death = e;
    } finally {
      end();
    }
    if (death != null) {
      loop.died(death);
    }
  }

  private void turn(MemorySegment events) {
    int count = LibC.epollWait(epoll.number(), events, MAX_EVENTS, -1);
    if (count < 0 && count != -Errno.EINTR) {
      throw OsException.of("epoll_wait", new Errno(-count));
    }
    for (int i = 0; i < count; i++) {
      long at = (long) i * EVENT_BYTES;
      long key = events.get(JAVA_LONG_UNALIGNED, at + KEY_OFFSET);
      if (key == WAKE_UP) {
        runTasks();
      } else {
        Registration registration = registrations.get(key);
        if (registration != null) {
          registration.dispatch(events.get(JAVA_INT_UNALIGNED, at));
        }
      }
    }
  }

  private void runTasks() {
    wakeUp.read(new byte[Long.BYTES], 0, Long.BYTES);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      loop.run(task);
    }
  }

  /** What was handed over before is done; whatever comes later its sender does. */
  private void end() {
    lifetime.writeLock().lock();
    try {
      ended = true;
      wakeUp.close();
      epoll.close();
    } finally {
      lifetime.writeLock().unlock();
    }
    registrations.clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      runAfterwards(task);
    }
  }

  private void runAfterwards(Runnable task) {
    afterwards.lock();
    try {
      loop.run(task);
    } finally {
      afterwards.unlock();
    }
  }

  /** One descriptor's place at a poller. Thread-safe. */
  public static final class Registration implements AutoCloseable {
    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int MODIFY = 3;

    /** A handler that throws as often in a row will throw for ever, and spin meanwhile. */
    private static final int MOST_FAILURES = 3;

    private final Poller poller;
    private final Descriptor descriptor;
    private final Handler handler;
    private final Runnable gaveUp;
    private final long key;

    private final ReentrantLock lock = new ReentrantLock();

    /** What it is watched for. */
    @GuardedBy("lock")
    private int events;

    @GuardedBy("lock")
    private boolean closed;

    /** In a row; the poller's own. */
    private int failures;

    private Registration(Poller poller, Descriptor descriptor, Handler handler, Runnable gaveUp) {
      this.poller = poller;
      this.descriptor = descriptor;
      this.handler = handler;
      this.gaveUp = gaveUp;
      key = poller.nextKey();
    }

    /** What it is watched for now. */
    public int events() {
      lock.lock();
      try {
        return events;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Watches for these events from now on; with none the descriptor is left alone, hang-ups
     * included. Nothing happens once it is closed.
     *
     * @throws OsException if the kernel refuses; then it is watched as before
     */
    public void watch(int wanted) {
      lock.lock();
      try {
        if (closed || wanted == events) {
          return;
        }
        if (events == 0) {
          poller.put(key, this);
        }
        int operation = events == 0 ? ADD : wanted == 0 ? REMOVE : MODIFY;
        int result = poller.control(operation, descriptor.number(), wanted, key);
        if (result < 0) {
          if (events == 0) {
            poller.remove(key);
          }
          throw OsException.of("epoll_ctl", new Errno(-result));
        }
        events = wanted;
        if (wanted == 0) {
          poller.remove(key);
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends the watching for good. The descriptor stays open; it must not be closed before. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
        poller.remove(key);
        if (events != 0) {
          events = 0;
          poller.control(REMOVE, descriptor.number(), 0, key);
        }
      } finally {
        lock.unlock();
      }
    }

    private void dispatch(int ready) {
      try {
        handler.ready(ready);
        Faults.reach(poller.loop.name());
        poller.loop.succeeded();
        failures = 0;
      } catch (Throwable e) {
        poller.loop.failed(e);
        if (++failures >= MOST_FAILURES) {
          poller.loop.run(this::close);
          poller.loop.run(gaveUp);
        }
      }
    }
  }
}
