package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is set aside when it is full: {@code NAME.log} is the newest, {@code NAME.log.1} the
 * one before. A disk that takes nothing costs what would have been written, and one warning. Not
 * thread-safe.
 */
final class LogFile {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

  private final Path path;
  private final Rotation rotation;
  private Optional<FileChannel> channel = Optional.empty();
  private long size;
  private boolean failing;
  private boolean deleted;

  LogFile(Path path, Rotation rotation) {
    this.path = path;
    this.rotation = rotation;
  }

  void write(List<OutputLine> lines) {
    StringBuilder text = new StringBuilder();
    for (OutputLine line : lines) {
      text.append(line.time()).append(' ').append(source(line)).append(' ');
      text.append(line.text()).append(line.whole() ? "\n" : "\\\n");
    }
    append(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
  }

  /** A word of the hub's own between the lines. */
  void remark(Instant time, String text) {
    append(ByteBuffer.wrap((time + " hub " + text + "\n").getBytes(UTF_8)));
  }

  private static String source(OutputLine line) {
    return switch (line.source()) {
      case OUT -> "out";
      case ERR -> "err";
    };
  }

  private void append(ByteBuffer bytes) {
    if (deleted) {
      return;
    }
    try {
      FileChannel open = open();
      if (size > 0 && size + bytes.remaining() > rotation.bytes()) {
        open = rotate(open);
      }
      while (bytes.hasRemaining()) {
        size += open.write(bytes);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("output cannot be written to {} and is lost until it can: {}", path, e.toString());
      }
      close();
    }
  }

  private FileChannel open() throws IOException {
    if (channel.isEmpty()) {
      FileChannel opened =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      size = opened.size();
      channel = Optional.of(opened);
    }
    return channel.get();
  }

  private FileChannel rotate(FileChannel full) throws IOException {
    full.close();
    channel = Optional.empty();
    for (int i = rotation.files() - 1; i > 0; i--) {
      Path older = aside(i);
      Path newer = i == 1 ? path : aside(i - 1);
      if (Files.exists(newer)) {
        Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (rotation.files() == 1) {
      Files.deleteIfExists(path);
    }
    return open();
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  void close() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      LOG.warn("cannot close {}: {}", path, e.toString());
    }
    channel = Optional.empty();
  }

  /** Tells the text of all lines that are not older than a moment. */
  void read(Instant since, Consumer<String> reader) {
    for (int i = rotation.files() - 1; i >= 0; i--) {
      Path part = i == 0 ? path : aside(i);
      if (Files.exists(part)) {
        // Unlike Files.lines, this takes what was cut off within a character.
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(Files.newInputStream(part), UTF_8))) {
          lines.lines().forEach(line -> read(line, since, reader));
        } catch (IOException | UncheckedIOException e) {
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
      Files.deleteIfExists(path);
      for (int i = 1; i < rotation.files(); i++) {
        Files.deleteIfExists(aside(i));
      }
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.toString());
    }
  }
}
