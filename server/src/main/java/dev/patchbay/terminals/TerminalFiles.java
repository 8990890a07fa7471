package dev.patchbay.terminals;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What terminals have given up from memory: a compressed file for each part of each, in a folder
 * for the user's eyes alone. Thread-safe for different terminals; every method does file I/O.
 *
 * <p>A file is a header of two numbers (magic and version), the deflated content, and the CRC-32C
 * of the deflated bytes. None outlives the hub that wrote it, so nothing is forced to the disk.
 */
public final class TerminalFiles {
  private static final int MAGIC = 0x5042_5446; // "PBTF"
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 2 * Integer.BYTES;
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What is given up by itself. */
  enum Part {
    SCREEN,
    OUTPUT;

    private final String suffix = "." + name().toLowerCase(Locale.ROOT);
  }

  /** Writes a part's content. */
  interface Writer {
    void write(DataOutput out) throws IOException;
  }

  /** Reads a part's content. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private final BlockingPool pool;
  private final Path folder;

  /**
   * @param pool reads, writes and deletes
   * @param folder made when the first file is written
   */
  public TerminalFiles(BlockingPool pool, Path folder) {
    this.pool = pool;
    this.folder = folder;
  }

  /** Deletes what an earlier hub has left, if it can. */
  public void clear() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    }
  }

  private Path file(String id, Part part) {
    return folder.resolve(id + part.suffix);
  }

  /**
   * Writes or replaces a part; where that fails, none of it stays.
   *
   * @param content called on another thread, while this one waits
   */
  void write(String id, Part part, Writer content) throws IOException {
    onDisk(() -> {
      writeNow(id, part, content);
      return part;
    });
  }

  private void writeNow(String id, Part part, Writer content) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ownerOnly("rwx------"));
    }
    Path file = file(id, part);
    Files.deleteIfExists(file);
    boolean done = false;
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly("rw-------"));
        OutputStream plain = Channels.newOutputStream(channel)) {
      plain.write(ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION).array());
      CheckedOutputStream checked = new CheckedOutputStream(plain, new CRC32C());
      DeflaterOutputStream deflating = new DeflaterOutputStream(checked, deflater, BUFFER_BYTES);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(deflating, BUFFER_BYTES));
      content.write(out);
      out.flush();
      deflating.finish();
      int checksum = (int) checked.getChecksum().getValue();
      plain.write(ByteBuffer.allocate(CHECKSUM_BYTES).putInt(checksum).array());
      done = true;
    } finally {
      deflater.end();
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Reads a part as it was written.
   *
   * @param reader called on another thread, while this one waits
   * @throws IOException if it is not there, or is not as it was written
   */
  <T> T read(String id, Part part, Reader<T> reader) throws IOException {
    return onDisk(() -> readNow(id, part, reader));
  }

  /** A virtual thread would keep its carrier while the disk does not answer. */
  private <T> T onDisk(BlockingPool.Work<T, IOException> work) throws IOException {
    try {
      return pool.callOnOpen(folder, BlockingPool.FLUSH, work, _ -> {});
    } catch (BlockingPoolException e) {
      throw new IOException(e.text(), e);
    }
  }

  private <T> T readNow(String id, Part part, Reader<T> reader) throws IOException {
    Path file = file(id, part);
    Inflater inflater = new Inflater();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = check(file, channel);
      channel.position(HEADER_BYTES);
      InputStream deflated = new Bounded(channel, end);
      InputStream in =
          new BufferedInputStream(
              new InflaterInputStream(deflated, inflater, BUFFER_BYTES), BUFFER_BYTES);
      return reader.read(new DataInputStream(in));
    } finally {
      inflater.end();
    }
  }

  /**
   * @return where the content ends
   */
  private static long check(Path file, FileChannel channel) throws IOException {
    long end = channel.size() - CHECKSUM_BYTES;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    fill(channel, buffer.limit(HEADER_BYTES));
    if (end < HEADER_BYTES || buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
      throw new StreamCorruptedException(file + " is no file of this version");
    }
    CRC32C checksum = new CRC32C();
    for (long at = HEADER_BYTES; at < end; at += buffer.limit()) {
      fill(channel, buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at)));
      checksum.update(buffer);
    }
    fill(channel, buffer.clear().limit(CHECKSUM_BYTES));
    if (buffer.getInt() != (int) checksum.getValue()) {
      throw new StreamCorruptedException(file + " is damaged");
    }
    return end;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new StreamCorruptedException("the file ends early");
      }
    }
    buffer.flip();
  }

  /** A file's bytes up to a place before its end. */
  private static final class Bounded extends InputStream {
    private final FileChannel channel;
    private final long end;

    private Bounded(FileChannel channel, long end) {
      this.channel = channel;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int most = (int) Math.min(length, end - channel.position());
      return most <= 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, offset, most));
    }
  }

  /** Deletes all parts of a terminal. */
  void delete(String id) throws IOException {
    onDisk(() -> {
      for (Part part : Part.values()) {
        Files.deleteIfExists(file(id, part));
      }
      return id;
    });
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
