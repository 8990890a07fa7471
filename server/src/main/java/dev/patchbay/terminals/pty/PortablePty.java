package dev.patchbay.terminals.pty;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.HandleTree;
import dev.patchbay.os.OsException;
import dev.patchbay.os.OsException.Reason;
import dev.patchbay.os.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process on a pseudo-terminal by way of pty4j's streams: the way for macOS and Windows. It costs
 * a reading and a writing thread a terminal (and one of pty4j's), and the exit status is the number
 * that pty4j gives, from which a signal cannot be told.
 */
final class PortablePty implements Pty {
  private static final Logger LOG = LoggerFactory.getLogger(PortablePty.class);
  private static final int READ_BYTES = 16 * 1024;

  private final PtyProcess process;
  private final PtyListener listener;
  private final ProcessTree tree;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock, as are all below. */
  private final InputQueue input = new InputQueue();

  private boolean ended;

  /** How often {@link #resume} was called, so that a call before the wait is not missed. */
  private long resumptions;

  private PortablePty(PtyProcess process, PtyListener listener) {
    this.process = process;
    this.listener = listener;
    tree = new HandleTree(process.pid());
  }

  static PortablePty start(PtySpec spec, PtyListener listener) {
    List<String> command = new ArrayList<>(spec.argv());
    command.set(0, spec.executable().toString());
    try {
      PtyProcess process =
          new PtyProcessBuilder(command.toArray(String[]::new))
              .setEnvironment(spec.environment())
              .setDirectory(spec.directory().toString())
              .setInitialColumns(spec.cols())
              .setInitialRows(spec.rows())
              .setRedirectErrorStream(true)
              .start();
      PortablePty pty = new PortablePty(process, listener);
      Thread.ofPlatform().daemon().name("pty-read-" + process.pid()).start(pty::readAll);
      Thread.ofPlatform().daemon().name("pty-write-" + process.pid()).start(pty::writeAll);
      return pty;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw explain(e, spec);
    }
  }

  /** pty4j's own library may not be made for this machine, or Java may be forbidden to load it. */
  private static OsException explain(Throwable e, PtySpec spec) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError || cause instanceof IllegalCallerException) {
        LOG.debug("pty4j does not work here", e);
        return new OsException(
            Reason.NOT_SUPPORTED, "Terminals cannot be opened on this machine: " + cause);
      }
    }
    return new OsException(Reason.OTHER, "cannot start " + spec.executable() + ": " + e);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessTree tree() {
    return tree;
  }

  @Override
  public boolean write(byte[] bytes) {
    lock.lock();
    try {
      if (ended || !input.offer(bytes)) {
        return false;
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void resize(int cols, int rows) {
    try {
      process.setWinSize(new WinSize(cols, rows));
    } catch (IllegalStateException e) {
      LOG.debug("a terminal that has ended was not resized", e);
    }
  }

  /** Types the interrupt character: there is no portable way to the group in the foreground. */
  @Override
  public void interrupt() {
    write(new byte[] {3});
  }

  /** There is no portable way to it. */
  @Override
  public Optional<Path> workingFolder() {
    return Optional.empty();
  }

  /** There is no portable way to it. */
  @Override
  public Optional<ForegroundGroup> foreground() {
    return Optional.empty();
  }

  @Override
  public boolean hidesTyping() {
    return false;
  }

  @Override
  public void resume() {
    lock.lock();
    try {
      resumptions++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void readAll() {
    byte[] buffer = new byte[READ_BYTES];
    try (InputStream output = process.getInputStream()) {
      for (int n = 0; n >= 0; n = output.read(buffer, 0, awaitAllowance())) {
        if (n > 0) {
          listener.output(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      LOG.debug("the end of a terminal's output", e);
    } catch (RuntimeException | Error e) {
      // A program whose output nobody takes would wait for that for ever.
      LOG.error("the output of process {} cannot be handled: it is killed", process.pid(), e);
      process.destroyForcibly();
    } finally {
      finish();
    }
  }

  private int awaitAllowance() throws IOException {
    while (true) {
      long seen = resumptionsSeen();
      int allowance = listener.allowance();
      if (allowance > 0) {
        return Math.min(allowance, READ_BYTES);
      }
      awaitResumptionAfter(seen);
    }
  }

  private long resumptionsSeen() {
    lock.lock();
    try {
      return resumptions;
    } finally {
      lock.unlock();
    }
  }

  private void awaitResumptionAfter(long seen) throws IOException {
    lock.lock();
    try {
      while (resumptions == seen) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void finish() {
    ExitStatus status;
    try {
      status = new ExitStatus.Exited(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = new ExitStatus.Unknown("interrupted while waiting for the process");
    }
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.exited(status);
  }

  private void writeAll() {
    try (OutputStream program = process.getOutputStream()) {
      for (byte[] next = awaitInput(); next.length > 0; next = awaitInput()) {
        program.write(next);
        program.flush();
      }
    } catch (IOException e) {
      LOG.debug("a terminal takes no more input", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next bytes for the program; empty once it has ended. */
  private byte[] awaitInput() throws InterruptedException {
    lock.lock();
    try {
      while (input.isEmpty() && !ended) {
        changed.await();
      }
      return input.poll();
    } finally {
      lock.unlock();
    }
  }
}
