package dev.patchbay.terminals.pty;

import dev.patchbay.os.Errno;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.LibC;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Poller;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTree;
import dev.patchbay.os.Program;
import dev.patchbay.os.PtyDevice;
import dev.patchbay.os.Signals;
import dev.patchbay.os.Spawner;
import dev.patchbay.os.WaitStatus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process on a pseudo-terminal of Linux, read and written without waiting.
 *
 * <p>The poller's thread owns reading, the end of the process and the closing of descriptors. Any
 * thread may write; {@code lock} keeps the descriptors open while one does.
 */
final class NativePty implements Pty {
  /** What one read of a pseudo-terminal gives at most (N_TTY_BUF_SIZE - 1 of the kernel). */
  private static final int FULL_READ_BYTES = 4095;

  private static final ExitStatus RUNNING = new ExitStatus.Unknown("still running");

  /** What all terminals share. */
  record Machine(Poller poller, ProcessTable table) {
    static Machine start() {
      return new Machine(new Poller(), new ProcessTable());
    }
  }

  private final Poller poller;
  private final PtyListener listener;
  private final PtyDevice device;
  private final int pid;
  private final int pidfd;
  private final ProcessTree tree;

  private final byte[] buffer;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private final InputQueue input = new InputQueue();

  /** What the master is watched for; guarded by the lock. */
  private int watched = Poller.IN;

  /** Guarded by the lock. */
  private boolean closed;

  private final long masterKey;
  private final long pidfdKey;

  /** How the process ended, once it did and until all its output was read; the poller's own. */
  private ExitStatus ended = RUNNING;

  private NativePty(
      Machine machine, PtySpec spec, PtyDevice device, int pid, int pidfd, PtyListener listener) {
    this.poller = machine.poller;
    this.buffer = machine.poller.buffer();
    this.device = device;
    this.pid = pid;
    this.pidfd = pidfd;
    this.tree = new ProcTree(machine.table, pid, spec.mark(), device.name(), () -> !isClosed());
    this.listener = listener;
    masterKey = poller.add(device.master(), Poller.IN, this::masterReady);
    pidfdKey = poller.add(pidfd, Poller.IN, events -> processEnded());
  }

  /** Starts a process. The listener may be called before this returns. */
  static NativePty start(Machine machine, PtySpec spec, PtyListener listener) {
    PtyDevice device = PtyDevice.open(spec.cols(), spec.rows());
    int pid;
    try {
      pid =
          Spawner.spawn(
              new Program(spec.executable(), spec.argv(), spec.environment(), spec.directory()),
              device.asStreams());
    } catch (OsException e) {
      device.close();
      throw e;
    }
    int pidfd = LibC.pidfdOpen(pid);
    if (pidfd < 0) {
      WaitStatus.killAndReap(pid);
      device.close();
      throw OsException.of("pidfd_open", new Errno(-pidfd));
    }
    return new NativePty(machine, spec, device, pid, pidfd, listener);
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public ProcessTree tree() {
    return tree;
  }

  @Override
  public boolean write(byte[] bytes) {
    lock.lock();
    try {
      if (closed || !input.offer(bytes)) {
        return false;
      }
      // With something queued already the poller is waiting for room.
      if ((watched & Poller.OUT) == 0) {
        drainInput();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void resize(int cols, int rows) {
    lock.lock();
    try {
      if (!closed) {
        device.resize(cols, rows);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void interrupt() {
    lock.lock();
    try {
      int group = foregroundGroup();
      if (group > 0) {
        LibC.kill(-group, Signals.INT);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Path> workingFolder() {
    int group = foregroundGroup();
    // A group may outlive its leader, and another user's process does not tell.
    return group == 0
        ? Optional.empty()
        : ProcessTable.workingFolder(group).or(() -> ProcessTable.workingFolder(pid));
  }

  @Override
  public Optional<ForegroundGroup> foreground() {
    int group = foregroundGroup();
    return group == 0
        ? Optional.empty()
        : Optional.of(new ForegroundGroup(group, ProcessTable.command(group).orElse("")));
  }

  @Override
  public boolean hidesTyping() {
    lock.lock();
    try {
      return !closed && device.hidesTyping();
    } finally {
      lock.unlock();
    }
  }

  /** 0 if there is none. */
  private int foregroundGroup() {
    lock.lock();
    try {
      return closed ? 0 : device.foregroundGroup();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void resume() {
    poller.execute(this::read);
  }

  private void masterReady(int events) {
    if ((events & Poller.OUT) != 0) {
      lock.lock();
      try {
        if (!closed) {
          drainInput();
        }
      } finally {
        lock.unlock();
      }
    }
    if ((events & (Poller.IN | Poller.HANG_UP)) != 0) {
      read();
    }
  }

  /** Holds the lock. */
  private void drainInput() {
    boolean open =
        input.drain((bytes, offset, length) -> {
          long written = LibC.write(device.master(), bytes, offset, length);
          return switch ((int) written) {
            case -Errno.EAGAIN, -Errno.EINTR -> 0;
            default -> (int) written;
          };
        });
    watch(Poller.OUT, open && !input.isEmpty());
  }

  /** Reads one turn's worth; the poller comes back if there is more. */
  private void read() {
    if (isClosed()) {
      return;
    }
    int room = Math.min(buffer.length, listener.allowance());
    setReading(room > 0);
    int filled = 0;
    boolean drained = false;
    while (filled < room && !drained) {
      long n = LibC.read(device.master(), buffer, filled, room - filled);
      if (n > 0) {
        filled += (int) n;
        // A short read means that there is no more now; at the end only an explicit "no more"
        // counts.
        drained = n < FULL_READ_BYTES && ended.equals(RUNNING);
      } else if (n != -Errno.EINTR) {
        drained = true;
        stopOnHangUp((int) n);
      }
    }
    if (filled > 0) {
      listener.output(buffer, 0, filled);
    }
    if (room > 0 && drained && !ended.equals(RUNNING)) {
      close();
      listener.exited(ended);
    }
  }

  /**
   * A hang-up stays readable for ever, so it is no longer waited for; the end of the process, which
   * causes it, is what finishes.
   */
  private void stopOnHangUp(int result) {
    if (result == 0 || result == -Errno.EIO) {
      setReading(false);
    }
  }

  /** On the poller's thread. */
  private void processEnded() {
    ended = WaitStatus.reap(pid);
    lock.lock();
    try {
      if (!closed) {
        poller.remove(pidfdKey, pidfd, Poller.IN);
      }
    } finally {
      lock.unlock();
    }
    read();
  }

  private void setReading(boolean reading) {
    lock.lock();
    try {
      if (!closed) {
        watch(Poller.IN, reading);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock. */
  private void watch(int event, boolean wanted) {
    int events = wanted ? watched | event : watched & ~event;
    poller.change(masterKey, device.master(), watched, events);
    watched = events;
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** On the poller's thread, so that no descriptor is closed while it is read. */
  private void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      poller.remove(masterKey, device.master(), watched);
      poller.remove(pidfdKey, pidfd, Poller.IN);
      device.close();
      LibC.close(pidfd);
    } finally {
      lock.unlock();
    }
  }
}
