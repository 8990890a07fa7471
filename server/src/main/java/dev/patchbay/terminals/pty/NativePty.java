package dev.patchbay.terminals.pty;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Descriptor;
import dev.patchbay.os.Errno;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.LibC;
import dev.patchbay.os.Loops;
import dev.patchbay.os.Poller;
import dev.patchbay.os.Poller.Registration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process on a pseudo-terminal of Linux, read and written without waiting.
 *
 * <p>The poller's thread owns reading, the end of the process and the closing of descriptors. Any
 * thread may write; {@code lock} keeps the descriptors open while one does.
 */
final class NativePty implements Pty {
  private static final Logger LOG = LoggerFactory.getLogger(NativePty.class);

  /** What one read of a pseudo-terminal gives at most (N_TTY_BUF_SIZE - 1 of the kernel). */
  private static final int FULL_READ_BYTES = 4095;

  private static final ExitStatus RUNNING = new ExitStatus.Unknown("still running");

  /** What all terminals share. */
  record Machine(Poller poller, ProcessTable table) {
    static Machine start(BlockingPool pool, Loops loops) {
      return new Machine(new Poller(loops, "terminal-poller"), new ProcessTable(pool));
    }
  }

  private final Poller poller;
  private final PtyListener listener;
  private final PtyDevice device;
  private final int pid;
  private final Descriptor pidfd;
  private final ProcessTree tree;

  private final byte[] buffer;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final InputQueue input = new InputQueue();

  @GuardedBy("lock")
  private boolean closed;

  private final Registration output;
  private final Registration end;

  /** How the process ended, once it did and until all its output was read; the poller's own. */
  private ExitStatus ended = RUNNING;

  private NativePty(
      Machine machine,
      PtySpec spec,
      PtyDevice device,
      int pid,
      Descriptor pidfd,
      PtyListener listener) {
    this.poller = machine.poller;
    this.buffer = machine.poller.buffer();
    this.device = device;
    this.pid = pid;
    this.pidfd = pidfd;
    this.tree = new ProcTree(machine.table, pid, spec.mark(), device.name(), () -> !isClosed());
    this.listener = listener;
    output = poller.register(device.master(), this::masterReady, this::kill);
    end = poller.register(pidfd, _ -> processEnded(), this::abandon);
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
    } catch (Throwable e) {
      device.close();
      throw e;
    }
    Descriptor pidfd;
    try {
      pidfd = Descriptor.ofProcess(pid);
    } catch (Throwable e) {
      WaitStatus.killAndReap(pid);
      device.close();
      throw e;
    }
    NativePty pty;
    try {
      pty = new NativePty(machine, spec, device, pid, pidfd, listener);
    } catch (Throwable e) {
      WaitStatus.killAndReap(pid);
      pidfd.close();
      device.close();
      throw e;
    }
    pty.begin();
    return pty;
  }

  /** Not in the constructor: the first event may be handled before this returns. */
  private void begin() {
    try {
      output.watch(Poller.IN);
      end.watch(Poller.IN);
    } catch (Throwable e) {
      WaitStatus.killAndReap(pid);
      poller.execute(this::close);
      throw e;
    }
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
      if ((output.events() & Poller.OUT) == 0) {
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

  @GuardedBy("lock")
  private void drainInput() {
    boolean open =
        input.drain((bytes, offset, length) -> {
          int written = device.master().write(bytes, offset, length);
          return switch (written) {
            case -Errno.EAGAIN, -Errno.EINTR -> 0;
            default -> written;
          };
        });
    boolean more = open && !input.isEmpty();
    output.watch(more ? output.events() | Poller.OUT : output.events() & ~Poller.OUT);
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
      int n = device.master().read(buffer, filled, room - filled);
      if (n > 0) {
        filled += n;
        // A short read means that there is no more now; at the end only an explicit "no more"
        // counts.
        drained = n < FULL_READ_BYTES && ended.equals(RUNNING);
      } else if (n != -Errno.EINTR) {
        drained = true;
        stopOnHangUp(n);
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
    if (ended.equals(RUNNING)) {
      ended = WaitStatus.reap(pid);
    }
    read();
    // What an owner does not take yet is read when it resumes.
    end.watch(0);
  }

  /**
   * What comes cannot be handled. Its program is killed, which is this terminal's end and nobody
   * else's.
   */
  private void kill() {
    LOG.error("the output of process {} cannot be handled: it is killed", pid);
    LibC.kill(-(long) pid, Signals.KILL);
    LibC.kill(pid, Signals.KILL);
  }

  /** Its end cannot be handled: the rest of its output is given up. */
  private void abandon() {
    close();
    listener.exited(ended);
  }

  private void setReading(boolean reading) {
    lock.lock();
    try {
      if (!closed) {
        output.watch(reading ? output.events() | Poller.IN : output.events() & ~Poller.IN);
      }
    } finally {
      lock.unlock();
    }
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
      output.close();
      end.close();
      device.close();
      pidfd.close();
    } finally {
      lock.unlock();
    }
  }
}
