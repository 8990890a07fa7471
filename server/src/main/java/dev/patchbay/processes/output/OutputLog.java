package dev.patchbay.processes.output;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.config.Storage;
import dev.patchbay.os.Loop;
import dev.patchbay.processes.child.ChildListener.Source;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The output of one process over all its incarnations. Who reads the pipes only hands bytes over;
 * making lines, matching and writing is done by at most one task at a time beside it. What that
 * task cannot keep up with is dropped, the oldest first, and its amount told in the log.
 */
public final class OutputLog {
  /** What waits for the task at most. */
  static final int MOST_PENDING_BYTES = 1024 * 1024;

  private record Chunk(int generation, Source source, Instant time, byte[] bytes) {}

  /** A prompt is shorter. What is longer is told once it has its end. */
  private static final int LONGEST_OPEN_BYTES = 4 * 1024;

  /** Told, by the task, of every line, and of what one showed that has no end yet. */
  public interface LineListener {
    /**
     * @param generation of the incarnation that wrote its end
     */
    void line(int generation, OutputLine line);
  }

  private final Loop loop;
  private final Executor executor;
  private final LogFile file;
  private final Tail tail = new Tail();
  private final LineListener listener;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<Chunk> pending = new ArrayDeque<>();

  @GuardedBy("lock")
  private final List<Runnable> whenDone = new ArrayList<>();

  @GuardedBy("lock")
  private int pendingBytes;

  @GuardedBy("lock")
  private long droppedBytes;

  /** Whether there is a task, or one will be. */
  @GuardedBy("lock")
  private boolean working;

  @GuardedBy("lock")
  private boolean flushing;

  /** The task's own. */
  private final LineSplitter out = new LineSplitter(Source.OUT);

  private final LineSplitter err = new LineSplitter(Source.ERR);

  /**
   * @param loop keeps account of what throws; what comes after it is kept all the same
   * @param executor runs what may block
   */
  public OutputLog(
      Loop loop,
      Path path,
      Rotation rotation,
      Storage storage,
      Executor executor,
      LineListener listener) {
    this.loop = loop;
    this.executor = executor;
    this.listener = listener;
    file = new LogFile(path, rotation, storage, this::writeAgain);
  }

  /**
   * Takes output; the bytes are copied. Never waits.
   *
   * @param generation of the incarnation that wrote it
   */
  public void add(
      int generation, Source source, Instant time, byte[] buffer, int offset, int length) {
    byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
    lock.lock();
    try {
      pending.addLast(new Chunk(generation, source, time, bytes));
      pendingBytes += length;
      while (pendingBytes > MOST_PENDING_BYTES) {
        int oldest = pending.removeFirst().bytes.length;
        pendingBytes -= oldest;
        droppedBytes += oldest;
      }
      begin();
    } finally {
      lock.unlock();
    }
  }

  /** Gives lines that have no end as they are, since nothing more will come of them. */
  public void flush() {
    lock.lock();
    try {
      flushing = true;
      begin();
    } finally {
      lock.unlock();
    }
  }

  /** Calls back once all that was added before is in the tail and the file. */
  public void whenDone(Runnable task) {
    lock.lock();
    try {
      whenDone.add(task);
      begin();
    } finally {
      lock.unlock();
    }
  }

  /** The newest lines, the oldest of them first; also those that have no end yet. */
  public List<OutputLine> newest(int count) {
    return tail.newest(count);
  }

  /**
   * Reads the files again, after what is pending.
   *
   * @param since lines that are older are left out
   * @param reader told the text of each without escape sequences, the oldest first, by the task
   */
  public void again(Instant since, Consumer<String> reader) {
    whenDone(() -> file.read(since, text -> reader.accept(Escapes.without(text))));
  }

  /** Takes away the files, after what is pending; what comes later is lost. */
  public void delete() {
    whenDone(file::delete);
  }

  /** Closes the file, after what is pending; more output opens it again. */
  public void close() {
    whenDone(file::close);
  }

  private void writeAgain() {
    whenDone(() -> file.writeAgain(Instant.now()));
  }

  @GuardedBy("lock")
  private void begin() {
    if (!working) {
      executor.execute(this::work);
      // Not before: if there is nobody to do it, the next one tries again.
      working = true;
    }
  }

  private void work() {
    boolean more = true;
    while (more) {
      more = turn();
    }
  }

  /**
   * @return whether there may be more to do
   */
  private boolean turn() {
    List<Chunk> chunks;
    List<Runnable> done;
    long dropped;
    boolean flush;
    lock.lock();
    try {
      if (pending.isEmpty() && whenDone.isEmpty() && !flushing) {
        working = false;
        return false;
      }
      chunks = List.copyOf(pending);
      done = List.copyOf(whenDone);
      dropped = droppedBytes;
      flush = flushing;
      pending.clear();
      whenDone.clear();
      pendingBytes = 0;
      droppedBytes = 0;
      flushing = false;
    } finally {
      lock.unlock();
    }
    loop.run(() -> handle(chunks, dropped, flush));
    done.forEach(loop::run);
    return true;
  }

  private void handle(List<Chunk> chunks, long dropped, boolean flush) {
    Taken taken = new Taken();
    if (dropped > 0) {
      out.lose(taken);
      err.lose(taken);
      file.remark(
          chunks.isEmpty() ? Instant.now() : chunks.getFirst().time,
          "lost " + dropped + " bytes of output that came faster than it could be kept");
    }
    for (Chunk chunk : chunks) {
      taken.generation = chunk.generation;
      splitter(chunk.source).split(chunk.bytes, 0, chunk.bytes.length, chunk.time, taken);
    }
    if (flush) {
      out.flush(taken);
      err.flush(taken);
    }
    out.showNews(LONGEST_OPEN_BYTES, taken::passing);
    err.showNews(LONGEST_OPEN_BYTES, taken::passing);
    tail.add(
        taken.lines, Stream.of(out, err).flatMap(splitter -> splitter.open().stream()).toList());
    if (!taken.lines.isEmpty()) {
      loop.run(() -> file.write(taken.lines));
    }
    taken.news.forEach(loop::run);
  }

  /** What a turn makes of its chunks. */
  private final class Taken implements LineSplitter.Sink {
    private final List<OutputLine> lines = new ArrayList<>();
    private final List<Runnable> news = new ArrayList<>();

    /** Of what is being split. */
    private int generation;

    @Override
    public void line(OutputLine line) {
      lines.add(line);
      passing(line);
    }

    @Override
    public void passing(OutputLine line) {
      int writer = generation;
      news.add(() -> listener.line(writer, line));
    }
  }

  private LineSplitter splitter(Source source) {
    return switch (source) {
      case OUT -> out;
      case ERR -> err;
    };
  }
}
