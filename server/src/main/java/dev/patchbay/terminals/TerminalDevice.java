package dev.patchbay.terminals;

import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A pseudo-terminal that can be told from a later one of the same name, also once it is gone: what
 * still has it open tells when its file came to be.
 *
 * @param name its path
 * @param changed when the file was last given another owner or mode, which is when it was opened;
 *     nanoseconds since 1970
 */
record TerminalDevice(String name, long changed) {
  private static final String CHANGED = "unix:ctime";

  /** What the kernel adds to the name once the terminal is gone. */
  private static final String GONE = " (deleted)";

  private static final int STREAMS = 3;

  /** Empty where there is none. */
  static Optional<TerminalDevice> of(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : changed(Path.of(name)).map(time -> new TerminalDevice(name, time));
  }

  /** As it was written down. */
  static Optional<TerminalDevice> parse(String text) {
    String[] fields = text.split(" ", 2);
    try {
      return fields.length == 2
          ? Optional.of(new TerminalDevice(fields[0], Long.parseLong(fields[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    return name + " " + changed;
  }

  /** Whether a process has it as a standard stream. */
  boolean isHeldBy(ProcessTable.Reading reading, Entry entry) {
    return (reading.streams(entry).contains(name) || reading.streams(entry).contains(name + GONE))
        && IntStream.range(0, STREAMS)
            .mapToObj(number -> Path.of("/proc/" + entry.pid() + "/fd/" + number))
            .flatMap(descriptor -> changed(descriptor).stream())
            .anyMatch(time -> time == changed);
  }

  private static Optional<Long> changed(Path file) {
    try {
      FileTime time = (FileTime) Files.getAttribute(file, CHANGED);
      return Optional.of(time.to(TimeUnit.NANOSECONDS));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
