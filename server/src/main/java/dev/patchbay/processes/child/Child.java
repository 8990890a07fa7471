package dev.patchbay.processes.child;

import dev.patchbay.os.Errno;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Fifo;
import dev.patchbay.os.LibC;
import dev.patchbay.os.Poller;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.WaitStatus;
import dev.patchbay.processes.child.ChildListener.Source;
import java.util.Optional;

/**
 * A process that was started, with the hub's ends of its pipes. The poller's thread owns reading,
 * the end and the closing; any thread may call.
 */
public final class Child {
  /** The hub's ends. */
  record Ends(Fifo out, Fifo err, Optional<Integer> channel) {}

  private final Poller poller;
  private final ProcessTable.Entry leader;
  private final int pidfd;
  private final ProcTree tree;
  private final ChildListener listener;
  private final Inlet out;
  private final Inlet err;
  private final Optional<Channel> channel;
  private final long pidfdKey;

  /** The poller's own. */
  private boolean ended;

  Child(
      Poller poller,
      ProcessTable.Entry leader,
      int pidfd,
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
    channel = ends.channel().map(fd -> new Channel(poller, fd, listener));
    pidfdKey = poller.add(pidfd, Poller.IN, _ -> processEnded());
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
      out.read();
      err.read();
      then.run();
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
      out.finish();
      err.finish();
      channel.ifPresent(Channel::close);
      if (!ended) {
        ended = true;
        poller.remove(pidfdKey, pidfd, Poller.IN);
        LibC.close(pidfd);
      }
      then.run();
    });
  }

  private void processEnded() {
    if (ended) {
      return;
    }
    ended = true;
    poller.remove(pidfdKey, pidfd, Poller.IN);
    LibC.close(pidfd);
    ExitStatus status = WaitStatus.reap(leader.pid());
    // Now that its leader was collected, a group that can be signalled has other members.
    boolean alone = LibC.kill(-(long) leader.pid(), 0) == -Errno.ESRCH;
    listener.exited(status, alone);
  }

  /** One of the output's pipes. */
  private final class Inlet {
    private final Fifo fifo;
    private final Source source;
    private final long key;

    /** The poller's own. */
    private boolean closed;

    Inlet(Fifo fifo, Source source) {
      this.fifo = fifo;
      this.source = source;
      key = poller.add(fifo.fd(), Poller.IN, _ -> read());
    }

    /** A turn's worth. A pipe gives all that it holds at once, so one call is enough. */
    private void read() {
      if (closed) {
        return;
      }
      byte[] buffer = poller.buffer();
      int count = (int) LibC.read(fifo.fd(), buffer, 0, buffer.length);
      if (count > 0) {
        listener.output(source, buffer, 0, count);
      } else if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
        close();
      }
    }

    void finish() {
      read();
      close();
    }

    private void close() {
      if (!closed) {
        closed = true;
        poller.remove(key, fifo.fd(), Poller.IN);
        fifo.close();
      }
    }
  }
}
