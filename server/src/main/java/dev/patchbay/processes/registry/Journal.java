package dev.patchbay.processes.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.Json;
import dev.patchbay.config.LineFile;
import dev.patchbay.config.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of records, each a line with its checksum, that only ever grows at its end and is written
 * anew when most of it is past.
 *
 * <p>A record that was appended survives the hub, since the kernel has it; the disk gets it within
 * seconds. One that was cut off, or lines that are damaged, are skipped when it is read. Blocks for
 * as long as the disk does. Not thread-safe.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int CHECKSUM_LENGTH = 8;

  /** A request's body, from which a record comes, is far smaller. */
  private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  /** Some hundred times a file of a thousand ended processes. */
  private static final long MAX_BYTES = 128L * 1024 * 1024;

  private final LineFile file;
  private int lines;

  Journal(Path path) {
    file = new LineFile(path);
  }

  Path path() {
    return file.path();
  }

  /** What was read. */
  record Reading(List<Map<?, ?>> records, int damaged) {}

  /** Reads what there is; a file that cannot be read counts as one damaged record. */
  Reading read() {
    List<Map<?, ?>> records = new ArrayList<>();
    AtomicInteger damaged = new AtomicInteger();
    AtomicBoolean lastIsDamaged = new AtomicBoolean();
    if (Files.exists(file.path())) {
      try {
        BoundedFile.End end =
            BoundedFile.forEachLine(
                file.path(),
                MAX_LINE_BYTES,
                MAX_BYTES,
                ISO_8859_1,
                line -> {
                  Optional<Map<?, ?>> parsed = parse(line);
                  parsed.ifPresent(records::add);
                  lastIsDamaged.set(parsed.isEmpty() && !line.isEmpty());
                  damaged.addAndGet(lastIsDamaged.get() ? 1 : 0);
                });
        switch (end) {
          case LINE -> {}
          // It was being written when the hub was killed: no damage, and not confirmed.
          case PART_OF_A_LINE -> damaged.addAndGet(lastIsDamaged.get() ? -1 : 0);
          case TOO_LONG -> {
            LOG.warn("{} is larger than {} bytes, the rest is lost", file.path(), MAX_BYTES);
            damaged.incrementAndGet();
          }
        }
      } catch (IOException e) {
        LOG.warn("cannot read {}: {}", file.path(), e.toString());
        damaged.incrementAndGet();
      }
    }
    return new Reading(records, damaged.get());
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

  /**
   * Adds records.
   *
   * @throws IOException if the disk did not take all of them; then it has none of them
   */
  void append(List<Map<String, Object>> records) throws IOException {
    file.append(bytes(records));
    lines += records.size();
  }

  int lines() {
    return lines;
  }

  /**
   * Replaces the file by one that has these records alone. The old one stays until the disk has the
   * new one.
   */
  void rewrite(List<Map<String, Object>> records) throws IOException {
    file.close();
    PrivateFiles.replace(file.path(), bytes(records));
    lines = records.size();
  }

  /** The open file, which the disk may not have all of; empty if nothing was appended since. */
  Optional<FileChannel> channel() {
    return file.channel();
  }

  /** Lets go of the file; more records open it again. */
  void close() {
    file.close();
  }

  private static byte[] bytes(List<Map<String, Object>> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(record -> bytes.writeBytes(line(record)));
    return bytes.toByteArray();
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
