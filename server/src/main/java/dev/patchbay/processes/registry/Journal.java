package dev.patchbay.processes.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.Json;
import dev.patchbay.config.LineFile;
import dev.patchbay.config.PrivateFiles;
import dev.patchbay.config.Storage;
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
 * disk takes nothing, what is known stays in memory, bounded as the registry is, and is written
 * whole as soon as it does. Not thread-safe.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int CHECKSUM_LENGTH = 8;

  /** A request's body, from which a record comes, is far smaller. */
  private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  /** Some hundred times a file of a thousand ended processes. */
  private static final long MAX_BYTES = 128L * 1024 * 1024;

  private final LineFile file;
  private final Storage storage;

  /** Has {@link #rewrite} called as everything here is, one call at a time. */
  private final Runnable again;

  /** All that is worth keeping, for when the file is written anew. */
  private final Supplier<List<Map<String, Object>>> everything;

  private int lines;

  /** Whether the disk may not have all that the kernel has. */
  private boolean dirty;

  /** Whether something is missing in the file because the disk took nothing. */
  private boolean behind;

  Journal(
      Path path, Storage storage, Runnable again, Supplier<List<Map<String, Object>>> everything) {
    file = new LineFile(path);
    this.storage = storage;
    this.again = again;
    this.everything = everything;
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

  /** Adds a record. */
  void append(Map<String, Object> record) {
    if (behind) {
      // All that is missing is written at once, by whoever tries it again.
      return;
    }
    try {
      file.append(line(record));
      lines++;
      dirty = true;
    } catch (IOException e) {
      fail(e);
    }
  }

  int lines() {
    return lines;
  }

  /** Whether the disk has not taken all that is known. */
  boolean isBehind() {
    return behind;
  }

  /** Replaces the file by one that has only what is worth keeping; the old one stays until then. */
  void rewrite() {
    List<Map<String, Object>> records = everything.get();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(record -> bytes.writeBytes(line(record)));
    try {
      file.close();
      PrivateFiles.replace(file.path(), bytes.toByteArray());
      behind = false;
      dirty = false;
      lines = records.size();
      storage.succeeded(file.path());
    } catch (IOException e) {
      fail(e);
    }
  }

  /** What the kernel has and the disk may not; empty if there is nothing of it. */
  Optional<FileChannel> unforced() {
    Optional<FileChannel> open = dirty ? file.channel() : Optional.empty();
    dirty = false;
    return open;
  }

  void close() {
    file.close();
  }

  /** The disk did not take what the kernel had, or takes nothing more. */
  void fail(IOException e) {
    behind = true;
    file.close();
    var _ = storage.failed(file.path(), e, again);
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
