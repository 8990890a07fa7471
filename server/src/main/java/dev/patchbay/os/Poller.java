package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits on the descriptors of every terminal (epoll), so that a thousand idle
 * terminals cost no thread and no wake-up. It owns their reading; others reach it by {@link
 * #execute}.
 */
public final class Poller implements AutoCloseable {
  public static final int IN = 0x001;
  public static final int OUT = 0x004;

  /** Reported whether asked for or not. */
  public static final int HANG_UP = 0x010;

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int MODIFY = 3;
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

  /** Called on the poller's thread with the events that are there. */
  public interface Handler {
    void ready(int events);
  }

  private final int epoll = LibC.check("epoll_create1", LibC.epollCreate(CLOEXEC));
  private final int wakeUp = LibC.check("eventfd", LibC.eventfd(CLOEXEC | NONBLOCK));
  private final AtomicLong lastKey = new AtomicLong(WAKE_UP);

  /** By the key that epoll gives back: a descriptor's number may already mean another file. */
  private final Map<Long, Handler> handlers = new ConcurrentHashMap<>();

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final byte[] buffer = new byte[TURN_BYTES];
  private final Thread thread;
  private volatile boolean closed;

  public Poller() {
    LibC.check("epoll_ctl", control(ADD, wakeUp, IN, WAKE_UP));
    thread = Thread.ofPlatform().daemon().name("pty-poller").start(this::run);
  }

  /** What handlers may read one turn's worth into, on the poller's thread alone. */
  public byte[] buffer() {
    return buffer;
  }

  /** Watches a descriptor. The key names it from now on. */
  public long add(int fd, int events, Handler handler) {
    long key = lastKey.incrementAndGet();
    handlers.put(key, handler);
    int result = control(ADD, fd, events, key);
    if (result < 0) {
      handlers.remove(key);
      throw OsException.of("epoll_ctl", new Errno(-result));
    }
    return key;
  }

  /** Watches for other events; with none the descriptor is left alone, hang-ups included. */
  public void change(long key, int fd, int before, int events) {
    if (before == events) {
      return;
    }
    int operation = before == 0 ? ADD : events == 0 ? REMOVE : MODIFY;
    LibC.check("epoll_ctl", control(operation, fd, events, key));
  }

  public void remove(long key, int fd, int before) {
    handlers.remove(key);
    if (before != 0) {
      control(REMOVE, fd, 0, key);
    }
  }

  /** Runs the task on the poller's thread, soon. */
  public void execute(Runnable task) {
    tasks.add(task);
    LibC.write(wakeUp, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, Long.BYTES);
  }

  @Override
  public void close() {
    execute(() -> closed = true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate((long) EVENT_BYTES * MAX_EVENTS);
      while (!closed) {
        int count = LibC.epollWait(epoll, events, MAX_EVENTS, -1);
        if (count < 0 && count != -Errno.EINTR) {
          throw OsException.of("epoll_wait", new Errno(-count));
        }
        for (int i = 0; i < count; i++) {
          long at = (long) i * EVENT_BYTES;
          dispatch(
              events.get(JAVA_LONG_UNALIGNED, at + KEY_OFFSET), events.get(JAVA_INT_UNALIGNED, at));
        }
      }
    } finally {
      LibC.close(wakeUp);
      LibC.close(epoll);
    }
  }

  private void dispatch(long key, int events) {
    try {
      if (key == WAKE_UP) {
        runTasks();
      } else {
        Handler handler = handlers.get(key);
        if (handler != null) {
          handler.ready(events);
        }
      }
    } catch (RuntimeException e) {
      // One terminal's failure must not take the others along.
      LOG.error("a terminal's events could not be handled", e);
    }
  }

  private void runTasks() {
    LibC.read(wakeUp, new byte[Long.BYTES], 0, Long.BYTES);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private int control(int operation, int fd, int events, long key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES);
      event.set(JAVA_INT_UNALIGNED, 0, events);
      event.set(JAVA_LONG_UNALIGNED, KEY_OFFSET, key);
      return LibC.epollCtl(epoll, operation, fd, event);
    }
  }
}
