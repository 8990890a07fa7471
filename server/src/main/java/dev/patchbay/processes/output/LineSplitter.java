package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.processes.child.ChildListener.Source;
import dev.patchbay.processes.output.OutputLine.End;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes lines of one stream's bytes. A line gets the time of its first byte. Not thread-safe. */
final class LineSplitter {
  /** Longer ones are cut into pieces of this length at most. */
  static final int LONGEST_BYTES = 16 * 1024;

  /** What becomes of the bytes. */
  interface Sink {
    /** A line, or a piece of one. */
    void line(OutputLine line);

    /** What a line showed before it was written over. */
    void passing(OutputLine line);
  }

  private final Source source;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream(0);
  private Instant begun = Instant.EPOCH;

  /** Whether what comes next writes over the line, unless it ends it. */
  private boolean returned;

  /** Whether bytes were lost, so that what comes next may begin within a character. */
  private boolean lost;

  /** Whether there is more than was shown last. */
  private boolean changed;

  LineSplitter(Source source) {
    this.source = source;
  }

  void split(byte[] bytes, int offset, int length, Instant now, Sink sink) {
    int end = offset + length;
    int from = offset;
    for (int i = offset; i < end; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        append(bytes, from, i, now, sink);
        from = i + 1;
        if (b == '\n') {
          finish(End.WHOLE, now, sink);
        } else {
          returned = true;
        }
      }
    }
    append(bytes, from, end, now, sink);
  }

  private void append(byte[] bytes, int from, int end, Instant now, Sink sink) {
    int at = from;
    while (lost && at < end && Characters.isContinuation(bytes[at])) {
      at++;
    }
    if (at == end) {
      return;
    }
    lost = false;
    if (returned && partial.size() > 0) {
      sink.passing(line(End.OPEN));
      partial.reset();
    }
    returned = false;
    changed = true;
    if (partial.size() == 0) {
      begun = now;
    }
    while (end - at > LONGEST_BYTES - partial.size()) {
      int part = LONGEST_BYTES - partial.size();
      partial.write(bytes, at, part);
      at += part;
      cut(bytes[at], now, sink);
    }
    partial.write(bytes, at, end - at);
  }

  /** Gives a piece, and keeps what must not be torn from what follows. */
  private void cut(byte next, Instant now, Sink sink) {
    byte[] bytes = partial.toByteArray();
    int taken = Characters.cut(bytes, bytes.length, next);
    sink.line(new OutputLine(begun, source, new String(bytes, 0, taken, UTF_8), End.CUT));
    partial.reset();
    partial.write(bytes, taken, bytes.length - taken);
    begun = now;
  }

  /** Gives what has no end as it is, since nothing more will come of it. */
  void flush(Sink sink) {
    if (partial.size() > 0) {
      finish(End.WHOLE, begun, sink);
    }
  }

  /** What comes next does not follow what there is. */
  void lose(Sink sink) {
    if (partial.size() > 0) {
      finish(End.CUT, begun, sink);
    }
    lost = true;
  }

  /** The line that has no end yet; empty if there is none. */
  Optional<OutputLine> open() {
    return partial.size() == 0 ? Optional.empty() : Optional.of(line(End.OPEN));
  }

  /** The same if there is more of it than there was when this was asked last. */
  void showNews(int mostBytes, Consumer<OutputLine> listener) {
    if (changed && partial.size() > 0 && partial.size() <= mostBytes) {
      listener.accept(line(End.OPEN));
    }
    changed = false;
  }

  private void finish(End end, Instant now, Sink sink) {
    if (partial.size() == 0) {
      begun = now;
    }
    sink.line(line(end));
    partial.reset();
    returned = false;
  }

  private OutputLine line(End end) {
    return new OutputLine(begun, source, partial.toString(UTF_8), end);
  }
}
