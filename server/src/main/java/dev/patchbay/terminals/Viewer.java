package dev.patchbay.terminals;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One who watches a terminal, and how far it has got. It is asked for what to send next, at the
 * pace of its connection; it never waits and nobody waits for it, unless it holds.
 *
 * <p>One thread at a time (its connection's event loop) calls the methods, except those that say
 * otherwise.
 */
public final class Viewer {
  /** Most bytes of output sent ahead of the last acknowledgement; part of the stream protocol. */
  public static final int CREDIT_BYTES = 1024 * 1024;

  /** What a viewer may do. */
  public enum Role {
    CONTROL,
    VIEW
  }

  /** What happens when a viewer falls behind. */
  public enum Flow {
    /** It skips what it missed and starts afresh from a snapshot. */
    SKIP,
    /** The program waits for it, as for a pipe. */
    HOLD
  }

  private final TerminalStream stream;
  private final Role role;
  private final Runnable signal;

  private final ReentrantLock lock = new ReentrantLock();

  /** What happened beside the output, the newest of each kind; guarded by the lock. */
  private final Map<Class<?>, Happening> happenings = new LinkedHashMap<>();

  /** Whether the program waits for it; any thread may read it. */
  private volatile Flow flow;

  /**
   * Everything before this has been drawn, or was skipped; what was sent and not acknowledged lies
   * between this and what was sent. Any thread may read it.
   */
  private volatile long acknowledged;

  /** Since when it has owed an acknowledgement, if it owes one; any thread may read it. */
  private volatile long owingSinceNanos = System.nanoTime();

  private volatile boolean gone;

  /** Everything before this has been sent; any thread may read it. */
  private volatile long sent;

  private long sizesRead;

  /** Offset of the last snapshot: until it is acknowledged there is no other. */
  private long restartedAt = -1;

  /** How much output the last snapshot stood for. */
  private long skipped;

  /** What the viewer itself acknowledged, as against what a snapshot made moot. */
  private long acknowledgedByViewer;

  private boolean restartDue;
  private boolean restarting;
  private boolean exitSent;

  Viewer(TerminalStream stream, Role role, Flow flow, Runnable signal) {
    this.stream = stream;
    this.role = role;
    this.flow = flow;
    this.signal = signal;
  }

  public Role role() {
    return role;
  }

  /** Begins at an offset if that is still retained, else with a snapshot. */
  void resumeAt(long from) {
    switch (stream.replay().sizeAt(from)) {
      case Replay.Piece.Size size -> {
        sent = from;
        acknowledged = from;
        sizesRead = size.number();
        tell(new Happening.Resized(size.cols(), size.rows()));
      }
      case Replay.Piece.Bytes bytes -> throw new AssertionError(bytes);
      case Replay.Piece.Nothing nothing -> throw new AssertionError(nothing);
      case Replay.Piece.Stored stored -> throw new AssertionError(stored);
      case Replay.Piece.Outside _ -> begin();
    }
  }

  /** Begins with a snapshot. */
  void begin() {
    sent = stream.replay().end();
    acknowledged = sent;
    restartDue = true;
  }

  /** Says that there may be something to send. Any thread. */
  void wake() {
    signal.run();
  }

  /** Says that there is output, unless only an acknowledgement can make room for it. Any thread. */
  void outputCame() {
    if (sent - acknowledged < CREDIT_BYTES) {
      wake();
    }
  }

  /** Tells the viewer what happened; the newest of a kind counts. Any thread. */
  public void tell(Happening happening) {
    lock.lock();
    try {
      happenings.put(happening.getClass(), happening);
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** How many bytes of output are waiting to be sent, whether or not they may be. */
  public long backlog() {
    return stream.replay().end() - sent;
  }

  /**
   * What to send now.
   *
   * @param max most bytes of output in one piece
   */
  public Delivery next(int max) {
    Happening happening = pollHappening();
    if (happening != null) {
      return new Delivery.Notice(happening);
    }
    if (restarting || exitSent) {
      return new Delivery.Nothing();
    }
    if (restartDue) {
      restartDue = false;
      restarting = true;
      return new Delivery.Restart();
    }
    boolean ended = stream.hasEnded();
    long room = acknowledged + CREDIT_BYTES - sent;
    return switch (stream.replay().read(sent, sizesRead, Math.clamp(room, 0, max))) {
      case Replay.Piece.Bytes output -> {
        if (sent == acknowledged) {
          owingSinceNanos = System.nanoTime();
        }
        sent = output.offset() + output.bytes().length;
        yield new Delivery.Output(output.offset(), output.bytes());
      }
      case Replay.Piece.Size size -> {
        sizesRead = size.number();
        yield new Delivery.Notice(new Happening.Resized(size.cols(), size.rows()));
      }
      case Replay.Piece.Nothing _ -> {
        if (ended && backlog() == 0) {
          exitSent = true;
          yield new Delivery.Notice(new Happening.Exited(stream.endedHow()));
        }
        yield new Delivery.Nothing();
      }
      case Replay.Piece.Stored _ -> {
        // It wakes this one up.
        stream.openReplay();
        yield new Delivery.Nothing();
      }
      case Replay.Piece.Outside _ -> {
        // Whoever does not acknowledge gets no second snapshot on top of the first.
        restartDue = room > 0 && acknowledgedByViewer >= restartedAt;
        yield restartDue ? next(max) : new Delivery.Nothing();
      }
    };
  }

  /** The snapshot has been handed to the connection; output follows from its offset on. */
  public void restartAt(Snapshot snapshot) {
    restarting = false;
    restartedAt = snapshot.offset();
    sizesRead = snapshot.sizesRead();
    skipped = snapshot.offset() - sent;
    // What was sent before it is on its way still, outdated or not.
    long owed = sent - acknowledged;
    sent = snapshot.offset();
    acknowledged = sent - owed;
    stream.resume();
    wake();
  }

  /**
   * Everything before the offset has been drawn.
   *
   * @return false if so much was never sent
   */
  public boolean acknowledge(long offset) {
    if (offset < 0 || offset > sent) {
      return false;
    }
    acknowledgedByViewer = Math.max(acknowledgedByViewer, offset);
    owingSinceNanos = System.nanoTime();
    long counted = offset < restartedAt ? Math.min(offset + skipped, restartedAt) : offset;
    if (counted > acknowledged) {
      acknowledged = counted;
      stream.resume();
    }
    wake();
    return true;
  }

  boolean holds() {
    return flow == Flow.HOLD;
  }

  /** How far the program may get ahead of this holder. Any thread. */
  long holdLimit(int credit) {
    return acknowledged + credit;
  }

  /** Whether it let the program wait too long. Any thread. */
  boolean hasStalledFor(Duration patience) {
    return sent > acknowledged && System.nanoTime() - owingSinceNanos > patience.toNanos();
  }

  /** From now on the program does not wait for it any more. Any thread. */
  void releaseHold() {
    stopHolding();
    tell(
        new Happening.Remark(
            "hold-lost",
            "Nothing was acknowledged for 30 s, so the program no longer waits for this viewer."));
  }

  void stopHolding() {
    flow = Flow.SKIP;
  }

  /** The terminal is gone. Any thread. */
  void end() {
    gone = true;
    wake();
  }

  /** Whether the terminal is gone, so that nothing follows what {@link #next} still gives. */
  public boolean isOver() {
    return gone;
  }

  private @Nullable Happening pollHappening() {
    lock.lock();
    try {
      Iterator<Happening> first = happenings.values().iterator();
      if (!first.hasNext()) {
        return null;
      }
      Happening happening = first.next();
      first.remove();
      return happening;
    } finally {
      lock.unlock();
    }
  }
}
