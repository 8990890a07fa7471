package dev.patchbay.processes.output;

import dev.patchbay.processes.child.ChildListener.Source;
import java.time.Instant;

/**
 * A line of output.
 *
 * @param time of its first byte
 * @param text without its end; control characters as they were printed. Of a line that was written
 *     over from its beginning ({@code \r}), what it showed last
 */
public record OutputLine(Instant time, Source source, String text, End end) {
  /** How a line came to its end. */
  public enum End {
    /** By a line feed, or with the program. */
    WHOLE,
    /** It was too long; the next line goes on with it. */
    CUT,
    /** Not yet, as of a prompt or of progress. */
    OPEN
  }

  /** What a person reads: without escape sequences. */
  public String plain() {
    return Escapes.without(text);
  }
}
