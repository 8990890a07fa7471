package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.LineFile;
import dev.patchbay.config.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is set aside when it is full: {@code NAME.log} is the newest, {@code NAME.log.1} the
 * one before. A disk that takes nothing costs what would have been written; how much that was is
 * told in the file once it takes something again. Not thread-safe.
 */
final class LogFile {
  /** More than the longest line that is written, with what stands before its text. */
  private static final int MAX_LINE_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

  private final LineFile file;
  private final Rotation rotation;
  private final Storage storage;

  /** Has {@link #writeAgain} called as everything here is, by one task at a time. */
  private final Runnable again;

  /** Since the disk stopped taking output. */
  private long lostBytes;

  private boolean deleted;

  LogFile(Path path, Rotation rotation, Storage storage, Runnable again) {
    file = new LineFile(path);
    this.rotation = rotation;
    this.storage = storage;
    this.again = again;
  }

  void write(List<OutputLine> lines) {
    StringBuilder text = new StringBuilder();
    for (OutputLine line : lines) {
      text.append(line.time()).append(' ').append(source(line)).append(' ');
      text.append(line.text()).append(line.end() == OutputLine.End.CUT ? "\\\n" : "\n");
    }
    append(text.toString().getBytes(UTF_8));
  }

  /** A word of the hub's own between the lines. */
  void remark(Instant time, String text) {
    append((time + " hub " + text + "\n").getBytes(UTF_8));
  }

  private static String source(OutputLine line) {
    return switch (line.source()) {
      case OUT -> "out";
      case ERR -> "err";
    };
  }

  private void append(byte[] bytes) {
    if (deleted) {
      return;
    }
    if (lostBytes > 0) {
      // Only the storage's own thread tries it, so that a flood does not.
      lostBytes += bytes.length;
      return;
    }
    try {
      write(bytes);
    } catch (IOException e) {
      lostBytes += bytes.length;
      var _ = storage.failed(file.path(), e, again);
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (file.size() > 0 && file.size() + bytes.length > rotation.bytes()) {
      rotate();
    }
    file.append(bytes);
  }

  /** Tries whether the disk takes output again, and says in the file what it did not take. */
  void writeAgain(Instant now) {
    if (deleted || lostBytes == 0) {
      storage.succeeded(file.path());
      return;
    }
    try {
      write(
          (now + " hub lost " + lostBytes + " bytes of output that the disk did not take\n")
              .getBytes(UTF_8));
      lostBytes = 0;
      storage.succeeded(file.path());
    } catch (IOException e) {
      var _ = storage.failed(file.path(), e, again);
    }
  }

  private void rotate() throws IOException {
    file.close();
    for (int i = rotation.files() - 1; i > 0; i--) {
      Path older = aside(i);
      Path newer = i == 1 ? file.path() : aside(i - 1);
      if (Files.exists(newer)) {
        Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (rotation.files() == 1) {
      Files.deleteIfExists(file.path());
    }
  }

  private Path aside(int number) {
    return file.path().resolveSibling(file.path().getFileName() + "." + number);
  }

  void close() {
    file.close();
  }

  /** Tells the text of all lines that are not older than a moment. */
  void read(Instant since, Consumer<String> reader) {
    for (int i = rotation.files() - 1; i >= 0; i--) {
      Path part = i == 0 ? file.path() : aside(i);
      if (Files.exists(part)) {
        try {
          var _ =
              BoundedFile.forEachLine(
                  part, MAX_LINE_BYTES, Long.MAX_VALUE, UTF_8, line -> read(line, since, reader));
        } catch (IOException e) {
          LOG.warn("cannot read {}: {}", part, e.toString());
        }
      }
    }
  }

  private static void read(String line, Instant since, Consumer<String> reader) {
    String[] fields = line.split(" ", 3);
    try {
      if (fields.length == 3 && !Instant.parse(fields[0]).isBefore(since)) {
        reader.accept(fields[2]);
      }
    } catch (DateTimeParseException e) {
      LOG.debug("{} is no line of a log", line);
    }
  }

  void delete() {
    deleted = true;
    close();
    try {
      Files.deleteIfExists(file.path());
      for (int i = 1; i < rotation.files(); i++) {
        Files.deleteIfExists(aside(i));
      }
      storage.succeeded(file.path());
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file.path(), e.toString());
    }
  }
}
