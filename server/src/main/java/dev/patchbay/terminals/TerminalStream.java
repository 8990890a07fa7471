package dev.patchbay.terminals;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.terminals.attention.Evidence;
import dev.patchbay.terminals.attention.StatusReport;
import dev.patchbay.terminals.pty.Pty;
import dev.patchbay.terminals.pty.PtyListener;
import dev.patchbay.terminals.screen.Screen;
import dev.patchbay.terminals.screen.ScreenListener;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a program's output goes: into the replay, from there to the viewers, and onto the screen.
 * The pty's reading thread brings it; everything else may be called from any thread.
 *
 * <p>The screen is one more reader of the replay. A little output is drawn on the spot; a flood is
 * drawn beside the reading, so that the one thread that reads all terminals does not draw them too.
 */
final class TerminalStream implements PtyListener, MemoryBudget.Holder {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalStream.class);

  /** What is drawn before others who wait for the screen get their turn. */
  private static final int DRAWN_AT_ONCE_BYTES = 64 * 1024;

  /** So much takes less time to draw than to hand over. */
  private static final int LITTLE_BYTES = 4 * 1024;

  /** Far more than a window dragged by hand makes, and fewer than the replay retains. */
  private static final int UNDRAWN_SIZES = 100;

  /** What stays of a running terminal's retained output where memory is short. */
  private static final int KEPT_REPLAY_BYTES = 64 * 1024;

  /** The answer to the question whether OSC 7501 is known here: the question. */
  private static final byte[] STATUS_IS_KNOWN =
      ("\u001b]" + StatusReport.OSC + ";" + StatusReport.QUERY + "\u001b\\")
          .getBytes(StandardCharsets.US_ASCII);

  private final Replay replay;

  /** How far a program may get ahead of the screen: what is not drawn must stay retained. */
  private final int drawCredit;

  /** Held for the drawing of one piece of output, or for a snapshot; fair, for a flood has many. */
  private final ReentrantLock lock = new ReentrantLock(true);

  /** What the terminal shows after all that has been drawn; guarded by the lock. */
  private final KeptScreen screen;

  private final String id;

  /** Keeps account of what the threads beside the reading one throw. */
  private final Loop loop;

  private final MemoryBudget budget;
  private final TerminalFiles files;

  /** What the budget knows of; guarded by the lock. */
  private volatile long counted;

  /** When it was last drawn or read. */
  private volatile long usedNanos = System.nanoTime();

  /** Whether the retained output is in a file; guarded by the lock. */
  private boolean replayFiled;

  /** Whether somebody is on the way to read the retained output back. */
  private final AtomicBoolean replayOpening = new AtomicBoolean();

  /** Whether the terminal is gone; guarded by the lock. */
  private boolean discarded;

  /** Everything before this is on the screen; set with the lock held. */
  private volatile long drawn;

  /** Number of the last change of size that is on the screen; set with the lock held. */
  private volatile long sizesDrawn;

  /** Whether somebody is on the way to draw what there is. */
  private final AtomicBoolean drawing = new AtomicBoolean();

  /** How far a program may get ahead of a viewer that holds: what it needs must stay retained. */
  private final int holdCredit;

  private final int scrollback;

  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  /** Those who wait for something to show, without being viewers. */
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();

  /** Completed right after the start, before which output may already come. */
  private final CompletableFuture<Pty> pty = new CompletableFuture<>();

  /** Whether the program was told to wait; the reading thread sets it. */
  private volatile boolean held;

  /** Whether output waits for the first viewer that holds; ended by it or by time. */
  private volatile boolean awaitingHolder;

  private final long createdNanos = System.nanoTime();

  private volatile String title = "";

  /** Where the shell says that it is; empty if it does not, or is on another machine. */
  private volatile Optional<Path> folder = Optional.empty();

  /** Called after the title or the folder has changed. */
  private final Runnable changed;

  private final AttentionWatch attention;

  /**
   * @param id names its files
   */
  TerminalStream(
      String id,
      TerminalSettings settings,
      Loop loop,
      MemoryBudget budget,
      TerminalFiles files,
      int cols,
      int rows,
      boolean awaitingHolder,
      AttentionWatch attention,
      Runnable changed) {
    replay = new Replay(settings.replayBytes(), cols, rows);
    screen = new KeptScreen(id, files, cols, rows, settings.screen(), new ProgramListener());
    this.id = id;
    this.loop = loop;
    this.budget = budget;
    this.files = files;
    drawCredit = settings.replayBytes();
    holdCredit = Math.min(settings.replayBytes(), Viewer.CREDIT_BYTES);
    scrollback = settings.screen().scrollback();
    this.awaitingHolder = awaitingHolder;
    this.attention = attention;
    this.changed = changed;
    lock.lock();
    try {
      count();
    } finally {
      lock.unlock();
    }
    budget.add(this);
  }

  /** What the program says to its terminal. Called while it is fed, with the lock held. */
  private final class ProgramListener implements ScreenListener {
    @Override
    public void reply(byte[] bytes) {
      var _ = pty.thenAccept(started -> started.write(bytes));
    }

    @Override
    public void title(String newTitle) {
      if (!newTitle.equals(title)) {
        title = newTitle;
        tell(new Happening.Titled(newTitle));
        attention.hear(new Evidence.Titled(newTitle));
        changed.run();
      }
    }

    @Override
    public void bell() {
      tell(new Happening.Bell());
      attention.hear(new Evidence.Rang());
    }

    @Override
    public void reset() {
      attention.hear(new Evidence.WasReset());
    }

    @Override
    public void osc(int number, String text) {
      if (number == FolderReport.OSC) {
        Optional<Path> reported = FolderReport.read(text);
        if (!reported.equals(folder)) {
          folder = reported;
          changed.run();
        }
      } else if (number == StatusReport.OSC && text.equals(StatusReport.QUERY)) {
        reply(STATUS_IS_KNOWN);
      } else {
        attention.osc(number, text);
      }
    }

    private void tell(Happening happening) {
      viewers.forEach(viewer -> viewer.tell(happening));
    }
  }

  void readsFrom(Pty started) {
    pty.complete(started);
  }

  @Override
  public int allowance() {
    long allowance = room();
    if (allowance <= 0) {
      // An acknowledgement in between would otherwise see nobody waiting.
      held = true;
      allowance = room();
    }
    held = allowance <= 0;
    return Math.clamp(allowance, 0, Integer.MAX_VALUE);
  }

  private long room() {
    long limit = drawn + drawCredit;
    if (awaitingHolder) {
      limit = Math.min(limit, holdCredit);
    }
    for (Viewer viewer : viewers) {
      if (viewer.holds()) {
        limit = Math.min(limit, viewer.holdLimit(holdCredit));
      }
    }
    return limit - replay.end();
  }

  @Override
  public void output(byte[] buffer, int offset, int length) {
    replay.append(buffer, offset, length);
    attention.wrote();
    viewers.forEach(Viewer::outputCame);
    if (drawing.compareAndSet(false, true)) {
      if (length > LITTLE_BYTES || !drawnOnTheSpot()) {
        loop.start(this::draw);
      }
    }
    watchers.forEach(Runnable::run);
  }

  /** Draws unless that might mean to wait for somebody or for a file. */
  private boolean drawnOnTheSpot() {
    if (budget.isOver() || !lock.tryLock()) {
      return false;
    }
    try {
      if (screen.isStored()) {
        return false;
      }
      draw();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Draws until nothing is left; only for whoever has set {@code drawing}. */
  private void draw() {
    boolean goesOn;
    do {
      long before = drawn;
      goesOn = true;
      try {
        drawUpTo(Long.MAX_VALUE);
      } catch (RuntimeException | Error e) {
        // Also where memory is short: this terminal's loss alone.
        LOG.error("terminal {}: some output could not be drawn", id, e);
        goesOn = drawn > before;
      } finally {
        drawing.set(false);
        resume();
      }
      // What came in between was left to this thread.
    } while (goesOn && isBehind() && drawing.compareAndSet(false, true));
  }

  private boolean isBehind() {
    return drawn < replay.end() || sizesDrawn < replay.sizesEnd();
  }

  @SuppressWarnings("ThreadPriorityCheck") // Nobody relies on the order, only on a turn for all.
  private void drawUpTo(long offset) {
    while (drawn < offset && drawPiece()) {
      resume();
      if (Thread.currentThread().isVirtual()) {
        // Virtual threads are not preempted, and a flood may go on for ever.
        Thread.yield();
        if (!lock.isHeldByCurrentThread()) {
          budget.awaitRoom(screen.isStored());
        }
      }
    }
  }

  /**
   * @return false if there was nothing left
   */
  private boolean drawPiece() {
    lock.lock();
    try {
      return switch (replay.read(drawn, sizesDrawn, DRAWN_AT_ONCE_BYTES)) {
        case Replay.Piece.Bytes piece -> {
          drawn = piece.offset() + piece.bytes().length;
          screen.toDrawOn().feed(piece.bytes(), 0, piece.bytes().length);
          yield true;
        }
        case Replay.Piece.Size size -> {
          sizesDrawn = size.number();
          screen.toDrawOn().resize(size.cols(), size.rows());
          yield true;
        }
        case Replay.Piece.Nothing _ -> false;
        case Replay.Piece.Stored _ -> throw new AssertionError("given up before it was drawn");
        case Replay.Piece.Outside _ -> throw new AssertionError("not drawn, and no longer there");
      };
    } finally {
      usedNanos = System.nanoTime();
      count();
      lock.unlock();
    }
  }

  /** Tells the budget what has changed; only with the lock held. */
  private void count() {
    long now = discarded ? 0 : screen.memory() + replay.memory();
    if (now != counted) {
      budget.count(now - counted);
      counted = now;
    }
  }

  /** All output has come, though it need not be drawn: that takes a thread of its own. */
  @Override
  public void exited(ExitStatus status) {
    loop.start(() -> end(status));
  }

  private void end(ExitStatus status) {
    loop.run(this::catchUp);
    loop.run(() -> attention.ended(status.equals(new ExitStatus.Exited(0))));
    // Whatever those two throw: who waits for the end is told.
    ended.complete(status);
    viewers.forEach(viewer -> loop.run(viewer::wake));
    watchers.forEach(loop::run);
  }

  /** Reads on if the program was waiting for a viewer. */
  void resume() {
    if (held) {
      var _ = pty.thenAccept(Pty::resume);
    }
  }

  /** Adds a viewer; its position must be set. */
  void add(Viewer viewer) {
    viewers.add(viewer);
    if (viewer.holds()) {
      awaitingHolder = false;
      resume();
    }
  }

  void releaseHoldsStalledFor(Duration patience) {
    if (awaitingHolder && System.nanoTime() - createdNanos > patience.toNanos()) {
      awaitingHolder = false;
      resume();
    }
    for (Viewer viewer : viewers) {
      if (viewer.holds() && viewer.hasStalledFor(patience)) {
        viewer.releaseHold();
        resume();
      }
    }
  }

  /** Lets the program run on to its end. */
  void stopHolding() {
    awaitingHolder = false;
    viewers.forEach(Viewer::stopHolding);
    resume();
  }

  /** How many lines above the screen are kept. */
  int scrollback() {
    return scrollback;
  }

  Replay replay() {
    return replay;
  }

  List<Viewer> viewers() {
    return viewers;
  }

  CompletableFuture<ExitStatus> ended() {
    return ended;
  }

  @Override
  public boolean hasEnded() {
    return ended.isDone();
  }

  /** Only once it {@link #hasEnded}. */
  ExitStatus endedHow() {
    return ended.join();
  }

  String title() {
    return title;
  }

  AttentionWatch attention() {
    return attention;
  }

  Optional<Path> folder() {
    return folder;
  }

  /** Puts a size in force for all output from now on; it is drawn beside. Does not block. */
  void resize(int cols, int rows) {
    replay.resize(cols, rows);
    viewers.forEach(Viewer::wake);
    if (drawing.compareAndSet(false, true)) {
      loop.start(this::draw);
    }
  }

  /** Whether many sizes wait to be drawn. */
  boolean isBehindOnSizes() {
    return replay.sizesEnd() - sizesDrawn > UNDRAWN_SIZES;
  }

  /** Draws all there is now. May lay out thousands of lines anew, so not on an event loop. */
  void catchUp() {
    // One further, so that a change of size at the end is drawn as well.
    drawUpTo(replay.end() + 1);
  }

  /** Reads the screen as it is now. May take milliseconds or a file, so not on an event loop. */
  <T> T read(Function<Screen, T> reader) {
    lock.lock();
    try {
      usedNanos = System.nanoTime();
      if (screen.isStored()) {
        return readStored(reader);
      }
      catchUp();
      return reader.apply(screen.get());
    } finally {
      lock.unlock();
    }
  }

  /** With the lock held. Where memory is short, the screen does not stay longer than needed. */
  private <T> T readStored(Function<Screen, T> reader) {
    try (MemoryBudget.Opening _ = budget.beginOpening()) {
      Screen opened = screen.get();
      count();
      catchUp();
      return reader.apply(opened);
    } finally {
      if (budget.isOver() && hasEnded()) {
        screen.letGoIfFiled();
      }
      count();
    }
  }

  /**
   * Calls back after output and at the end, on the reading thread, so it must return at once.
   *
   * @return ends that
   */
  Runnable onChange(Runnable watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** As it is after all output there is now. */
  Snapshot snapshot() {
    return read(
        shown -> new Snapshot(drawn, sizesDrawn, shown.cols(), shown.rows(), shown.snapshot()));
  }

  /** Reads the retained output of an ended terminal back, beside, and wakes the viewers then. */
  void openReplay() {
    if (replayOpening.compareAndSet(false, true)) {
      loop.start(() -> {
        try {
          budget.awaitRoom(true);
          readReplayBack();
        } finally {
          replayOpening.set(false);
          viewers.forEach(Viewer::wake);
        }
      });
    }
  }

  private void readReplayBack() {
    lock.lock();
    try {
      usedNanos = System.nanoTime();
      replay.giveBack(files.read(id, TerminalFiles.Part.OUTPUT, TerminalStream::readAll));
    } catch (IOException e) {
      if (!discarded) {
        LOG.error("terminal {}: its output cannot be read back", id, e);
      }
    } finally {
      // Otherwise viewers would ask again for ever; they get a snapshot.
      replay.forgetStored();
      count();
      lock.unlock();
    }
  }

  private static byte[] readAll(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public long memory() {
    return counted;
  }

  @Override
  public boolean isWatched() {
    return !viewers.isEmpty();
  }

  @Override
  public long usedNanos() {
    return usedNanos;
  }

  @Override
  public void giveUp() throws IOException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (!discarded) {
        screen.giveUp();
        giveUpReplay();
      }
    } finally {
      count();
      lock.unlock();
    }
  }

  /** A running one's cannot go to a file, since more follows; it keeps the newest. */
  private void giveUpReplay() throws IOException {
    if (!hasEnded()) {
      if (viewers.isEmpty()) {
        replay.keepNewest(KEPT_REPLAY_BYTES, drawn);
      }
      return;
    }
    if (isBehind()) {
      return;
    }
    if (!replayFiled) {
      byte[] retained = replay.retained();
      files.write(
          id,
          TerminalFiles.Part.OUTPUT,
          out -> {
            out.writeInt(retained.length);
            out.write(retained);
          });
      replayFiled = true;
    }
    replay.letGo();
  }

  @Override
  public void cutBack() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      screen.cutBack();
      if (viewers.stream().noneMatch(Viewer::holds) && !hasEnded()) {
        replay.keepNewest(KEPT_REPLAY_BYTES, drawn);
      }
    } finally {
      count();
      lock.unlock();
    }
  }

  /** The terminal is gone: gives back all memory and deletes its files. Blocks. */
  void discard() {
    budget.remove(this);
    lock.lock();
    try {
      discarded = true;
      count();
      files.delete(id);
    } catch (IOException e) {
      LOG.warn("terminal {}: its files could not be deleted", id, e);
    } finally {
      lock.unlock();
    }
  }
}
