package dev.patchbay.processes.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of records, each a line with its checksum, that only ever grows at its end and is written
 * anew when most of it is past.
 *
 * <p>A record that was appended survives the hub, since the kernel has it; the disk gets it within
 * seconds. One that was cut off, or lines that are damaged, are skipped when it is read. If the
 * disk takes nothing, what is known is written whole as soon as it does. Not thread-safe.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int CHECKSUM_LENGTH = 8;

  private final Path path;

  /** All that is worth keeping, for when the file is written anew. */
  private final Supplier<List<Map<String, Object>>> everything;

  private Optional<FileChannel> channel = Optional.empty();
  private long goodBytes;
  private int lines;

  /** Whether the disk may not have all that the kernel has. */
  private boolean dirty;

  /** Whether something is missing in the file because the disk took nothing. */
  private boolean behind;

  Journal(Path path, Supplier<List<Map<String, Object>>> everything) {
    this.path = path;
    this.everything = everything;
  }

  /** What was read. */
  record Reading(List<Map<?, ?>> records, int damaged) {}

  /** Reads what there is; a file that cannot be read counts as one damaged record. */
  Reading read() {
    List<Map<?, ?>> records = new ArrayList<>();
    int damaged = 0;
    if (Files.exists(path)) {
      try {
        for (String line : Files.readString(path, ISO_8859_1).split("\n", -1)) {
          if (!line.isEmpty()) {
            Optional<Map<?, ?>> parsed = parse(line);
            parsed.ifPresent(records::add);
            damaged += parsed.isPresent() ? 0 : 1;
          }
        }
      } catch (IOException e) {
        LOG.warn("cannot read {}: {}", path, e.toString());
        damaged++;
      }
    }
    return new Reading(records, damaged);
  }

  private static Optional<Map<?, ?>> parse(String line) {
    if (line.length() <= CHECKSUM_LENGTH) {
      return Optional.empty();
    }
    byte[] json = line.substring(CHECKSUM_LENGTH + 1).getBytes(ISO_8859_1);
    return line.startsWith(checksum(json) + " ")
            && Json.parse(new String(json, UTF_8)) instanceof Map<?, ?> parsed
        ? Optional.of(parsed)
        : Optional.empty();
  }

  /** Adds a record. */
  void append(Map<String, Object> record) {
    if (behind) {
      rewrite();
      return;
    }
    byte[] line = line(record);
    try {
      FileChannel open = open();
      write(open, line);
      goodBytes += line.length;
      lines++;
      dirty = true;
    } catch (IOException e) {
      fail(e);
    }
  }

  int lines() {
    return lines;
  }

  boolean isBehind() {
    return behind;
  }

  /** Replaces the file by one that has only what is worth keeping; the old one stays until then. */
  void rewrite() {
    List<Map<String, Object>> records = everything.get();
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      close();
      try (FileChannel out =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        for (Map<String, Object> record : records) {
          write(out, line(record));
        }
        out.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (behind) {
        LOG.info("{} is complete again", path);
      }
      behind = false;
      lines = records.size();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** What the kernel has and the disk may not; empty if there is nothing of it. */
  Optional<FileChannel> unforced() {
    Optional<FileChannel> open = dirty ? channel : Optional.empty();
    dirty = false;
    return open;
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

  private FileChannel open() throws IOException {
    if (channel.isEmpty()) {
      FileChannel opened =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      goodBytes = opened.size();
      channel = Optional.of(opened);
    }
    return channel.get();
  }

  private static void write(FileChannel to, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private void fail(IOException e) {
    if (!behind) {
      LOG.warn(
          "{} cannot be written, what happens is kept in memory alone: {}", path, e.toString());
    }
    behind = true;
    try {
      if (channel.isPresent()) {
        // No half of a record may stand before what comes later.
        channel.get().truncate(goodBytes);
      }
    } catch (IOException again) {
      LOG.debug("cannot cut {} to its last whole record", path, again);
    }
    close();
  }

  private static byte[] line(Map<String, Object> record) {
    byte[] json = Json.write(record).getBytes(UTF_8);
    byte[] head = (checksum(json) + " ").getBytes(ISO_8859_1);
    ByteBuffer line = ByteBuffer.allocate(head.length + json.length + 1);
    return line.put(head).put(json).put((byte) '\n').array();
  }

  private static String checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return String.format("%08x", sum.getValue());
  }
}
