package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The user's terminal while it shows a terminal of the hub. It is given back as it was on every way
 * out, a signal's included. Thread-safe.
 */
final class LocalScreen implements AutoCloseable {
  private static final String PUSH_TITLE = "\033[22;0t";
  private static final String POP_TITLE = "\033[23;0t";
  private static final byte[] BELL = {0x07};

  /** A terminal that takes nothing more (Ctrl+S) must not keep the process from ending. */
  private static final Duration LAST_WRITE_PATIENCE = Duration.ofSeconds(1);

  private final LocalTerminal terminal;
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final Thread atShutdown = Thread.ofPlatform().name("restore").unstarted(this::leave);

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is the next. */
  private final ScreenFilter filter = new ScreenFilter();

  private boolean left;

  private LocalScreen(LocalTerminal terminal) {
    this.terminal = terminal;
  }

  /** Takes the terminal over; what was on it moves up into its scrollback. */
  static LocalScreen enter(LocalTerminal terminal) throws IOException {
    LocalScreen screen = new LocalScreen(terminal);
    Runtime.getRuntime().addShutdownHook(screen.atShutdown);
    terminal.makeRaw();
    int rows = terminal.size().map(LocalTerminal.Size::rows).orElse(0);
    screen.put((PUSH_TITLE + "\r\n".repeat(rows) + "\033[H").getBytes(US_ASCII));
    return screen;
  }

  /** Shows what the program wrote. */
  void write(byte[] bytes) throws IOException {
    lock.lock();
    try {
      put(filter.pass(bytes));
    } finally {
      lock.unlock();
    }
  }

  /** Begins anew: a whole screen follows. */
  void clean() throws IOException {
    lock.lock();
    try {
      put(filter.clean());
    } finally {
      lock.unlock();
    }
  }

  /** Tells, over the last line, what is going on; the screen is no longer the program's then. */
  void say(String text) throws IOException {
    lock.lock();
    try {
      put(("\0337\033[r\033[9999;1H\033[0;7m " + text + " \033[0m\033[K\0338").getBytes(UTF_8));
    } finally {
      lock.unlock();
    }
  }

  void ring() throws IOException {
    lock.lock();
    try {
      put(BELL);
    } finally {
      lock.unlock();
    }
  }

  private void put(byte[] bytes) throws IOException {
    if (!left) {
      out.write(bytes);
    }
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has done it or waits for its turn.
      return;
    }
  }

  private void leave() {
    boolean mine = lockAtLast();
    try {
      if (left) {
        return;
      }
      left = true;
      if (mine) {
        out.write(filter.leave());
        out.write(POP_TITLE.getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // The window is gone; its line settings are still worth a try.
      left = true;
    } finally {
      terminal.restore();
      if (mine) {
        lock.unlock();
      }
    }
  }

  private boolean lockAtLast() {
    try {
      return lock.tryLock(LAST_WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
