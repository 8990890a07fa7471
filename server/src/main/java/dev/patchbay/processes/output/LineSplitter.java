package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.processes.child.ChildListener.Source;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/** Makes lines of one stream's bytes. A line gets the time of its first byte. Not thread-safe. */
final class LineSplitter {
  /** Longer ones are cut into pieces of this length. */
  static final int LONGEST_BYTES = 16 * 1024;

  private final Source source;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream(0);
  private Instant begun = Instant.EPOCH;

  LineSplitter(Source source) {
    this.source = source;
  }

  void split(byte[] bytes, int offset, int length, Instant now, List<OutputLine> into) {
    int end = offset + length;
    int from = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        append(bytes, from, i, now, into);
        finish(true, into);
        from = i + 1;
      }
    }
    if (from < end) {
      append(bytes, from, end, now, into);
    }
  }

  private void append(byte[] bytes, int from, int end, Instant now, List<OutputLine> into) {
    if (partial.size() == 0) {
      begun = now;
    }
    int at = from;
    while (end - at > LONGEST_BYTES - partial.size()) {
      int part = LONGEST_BYTES - partial.size();
      partial.write(bytes, at, part);
      at += part;
      finish(false, into);
      begun = now;
    }
    partial.write(bytes, at, end - at);
  }

  /** Gives what has no end as it is. */
  void flush(List<OutputLine> into) {
    if (partial.size() > 0) {
      finish(false, into);
    }
  }

  private void finish(boolean whole, List<OutputLine> into) {
    String text = partial.toString(UTF_8);
    partial.reset();
    into.add(
        new OutputLine(
            begun,
            source,
            text.endsWith("\r") ? text.substring(0, text.length() - 1) : text,
            whole));
  }
}
