package dev.patchbay.processes.child;

import dev.patchbay.os.Descriptor;
import dev.patchbay.os.Errno;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Fifo;
import dev.patchbay.os.LibC;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Poller;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.WaitStatus;
import dev.patchbay.processes.child.ChildListener.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that was started, with the hub's ends of its pipes. The poller's thread owns reading,
 * the end and the closing; any thread may call.
 */
public final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  /** What a pipe holds at most where nobody raised it (pipe(7): 16 pages, of 64 KiB on some). */
  private static final int MOST_PIPE_BYTES = 1024 * 1024;

  /** The hub's ends. */
  record Ends(Fifo out, Fifo err, Optional<Descriptor> channel) {
    void close() {
      out.close();
      err.close();
      channel.ifPresent(Descriptor::close);
    }
  }

  private final Poller poller;
  private final ProcessTable.Entry leader;
  private final Descriptor pidfd;
  private final ProcTree tree;
  private final ChildListener listener;
  private final Inlet out;
  private final Inlet err;
  private final Optional<Channel> channel;
  private final Poller.Registration end;

  /** The poller's own, as is the next. */
  private boolean ended;

  /** How it ended; null until then. */
  private @Nullable Exit exit;

  private record Exit(ExitStatus status, boolean alone) {
    void tell(ChildListener listener) {
      listener.exited(status, alone);
    }
  }

  /**
   * @param pidfd becomes this child's own, as do the ends
   */
  Child(
      Poller poller,
      ProcessTable.Entry leader,
      Descriptor pidfd,
      ProcTree tree,
      Ends ends,
      ChildListener listener) {
    this.poller = poller;
    this.leader = leader;
    this.pidfd = pidfd;
    this.tree = tree;
    this.listener = listener;
    out = new Inlet(ends.out(), Source.OUT);
    err = new Inlet(ends.err(), Source.ERR);
    channel = ends.channel().map(socket -> new Channel(poller, socket, listener));
    end = poller.register(pidfd, _ -> processEnded(), this::abandon);
  }

  /**
   * Not in the constructor: the first event may be handled before this returns.
   *
   * @throws OsException if the kernel cannot watch it; then nothing of the child is open any more
   */
  void begin() {
    try {
      out.begin();
      err.begin();
      channel.ifPresent(Channel::begin);
      end.watch(Poller.IN);
    } catch (Throwable e) {
      poller.execute(this::close);
      throw e;
    }
  }

  public int pid() {
    return leader.pid();
  }

  /** As it was found just after its start; its pid and start time name it for good. */
  public ProcessTable.Entry leader() {
    return leader;
  }

  /** The process and all that it started. */
  public ProcTree tree() {
    return tree;
  }

  /** The channel, where it was asked for. */
  public Optional<Channel> channel() {
    return channel;
  }

  /**
   * Reads what is in the pipes now, soon.
   *
   * @param then called on the poller's thread when it is done
   */
  public void drain(Runnable then) {
    poller.execute(() -> {
      try {
        out.drain();
        err.drain();
      } finally {
        then.run();
      }
    });
  }

  /**
   * Reads what is still in the pipes, then closes the hub's ends, soon. What is written afterwards
   * is lost.
   *
   * @param then called on the poller's thread when it is done
   */
  public void release(Runnable then) {
    poller.execute(() -> {
      try {
        out.drain();
        err.drain();
      } finally {
        close();
        then.run();
      }
    });
  }

  private void close() {
    out.close();
    err.close();
    channel.ifPresent(Channel::close);
    forgetEnd();
  }

  private void forgetEnd() {
    ended = true;
    end.close();
    pidfd.close();
  }

  private void processEnded() {
    if (ended) {
      return;
    }
    if (exit == null) {
      WaitStatus.Collected collected = WaitStatus.collect(leader.pid());
      listener.took(collected.resources());
      // Now that its leader was collected, a group that can be signalled has other members.
      exit = new Exit(collected.status(), LibC.kill(-(long) leader.pid(), 0) == -Errno.ESRCH);
    }
    exit.tell(listener);
    // Not before: what throws is called again.
    forgetEnd();
  }

  private void abandon() {
    LOG.error("the end of process {} cannot be handled", leader.pid());
    forgetEnd();
  }

  /** One of the output's pipes. */
  private final class Inlet {
    private final Fifo fifo;
    private final Source source;
    private final Poller.Registration registration;

    /** The poller's own. */
    private boolean closed;

    Inlet(Fifo fifo, Source source) {
      this.fifo = fifo;
      this.source = source;
      registration = poller.register(fifo.end(), _ -> read(), this::giveUp);
    }

    void begin() {
      registration.watch(Poller.IN);
    }

    /**
     * A turn's worth.
     *
     * @return how many bytes; 0 if there are none now
     */
    private int read() {
      if (closed) {
        return 0;
      }
      byte[] buffer = poller.buffer();
      int count = fifo.end().read(buffer, 0, buffer.length);
      if (count > 0) {
        listener.output(source, buffer, 0, count);
        return count;
      }
      if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
        close();
      }
      return 0;
    }

    /** Reads all that the pipe holds, but not what a program goes on to write for ever. */
    void drain() {
      int read = read();
      for (int sum = read; read > 0 && sum < MOST_PIPE_BYTES; sum += read) {
        read = read();
      }
    }

    /**
     * Nobody takes its output: it is no longer read, and the program waits once the pipe is full.
     */
    private void giveUp() {
      LOG.error("output of process {} cannot be handled: it is read no further", leader.pid());
    }

    private void close() {
      if (!closed) {
        closed = true;
        registration.close();
        fifo.close();
      }
    }
  }
}
