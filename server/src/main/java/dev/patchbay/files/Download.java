package dev.patchbay.files;

import dev.patchbay.files.Refusal.Reason;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A file on its way out, open. Small files are read when they are opened: what the kernel makes up
 * in /proc and /sys has another size than it says. Every method that reads may block, and throws
 * {@link dev.patchbay.os.BlockingPoolException} where the file system does not answer.
 */
public final class Download implements AutoCloseable {
  /** Read at once; also what is kept of a small file. */
  public static final int PIECE_BYTES = 256 * 1024;

  private final BlockingPool pool;
  private final Path path;
  private final Instant modified;
  private final FileChannel channel;
  private final long size;

  /** The file's beginning; all of it unless it is longer than a piece. */
  private final byte[] start;

  private final boolean whole;

  private Download(
      BlockingPool pool, Path path, RegularFile.Opened file, byte[] start, boolean whole) {
    this.pool = pool;
    this.path = path;
    this.channel = file.channel();
    this.modified = file.attributes().lastModifiedTime().toInstant();
    this.size = file.attributes().size();
    this.start = start;
    this.whole = whole;
  }

  /** Inside of one of the pool's calls. */
  static Download open(BlockingPool pool, Path path) throws RefusedException {
    try {
      RegularFile.Opened file =
          RegularFile.open(path)
              .orElseThrow(() ->
                  new RefusedException(
                      Reason.MALFORMED,
                      "not-a-file",
                      "\"" + path + "\" is a device, a pipe or a socket, not a file."));
      boolean opened = false;
      try {
        Download download = begin(pool, path, file);
        opened = true;
        return download;
      } finally {
        if (!opened) {
          file.channel().close();
        }
      }
    } catch (IOException e) {
      throw new RefusedException(Refusal.ofReading(e, path));
    }
  }

  private static Download begin(BlockingPool pool, Path path, RegularFile.Opened file)
      throws IOException {
    if (file.attributes().size() > PIECE_BYTES) {
      return new Download(pool, path, file, new byte[0], false);
    }
    // The kernel gives files of its own making a page at a time.
    ByteBuffer start = ByteBuffer.allocate(PIECE_BYTES + 1);
    int count = 0;
    while (start.hasRemaining() && count >= 0) {
      count = file.channel().read(start, start.position());
    }
    byte[] bytes = new byte[start.flip().remaining()];
    start.get(bytes);
    return new Download(pool, path, file, bytes, count < 0);
  }

  public Path path() {
    return path;
  }

  public Instant modified() {
    return modified;
  }

  /** In bytes, as of the opening; empty if it is known only at the end. */
  public OptionalLong size() {
    if (whole) {
      return OptionalLong.of(start.length);
    }
    return start.length > 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /**
   * Reads the next bytes, as many as there are up to a piece.
   *
   * @param limit of bytes
   * @return empty at the end of the file
   */
  public byte[] read(long position, long limit) throws IOException {
    int most = (int) Math.min(PIECE_BYTES, limit);
    if (position < start.length) {
      int from = (int) position;
      return Arrays.copyOfRange(start, from, Math.min(start.length, from + most));
    }
    return whole
        ? new byte[0]
        : pool.callOnOpen(path, BlockingPool.LOOK_UP, () -> readHere(position, most), _ -> {});
  }

  private byte[] readHere(long position, int most) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(most);
    int count = 0;
    while (piece.hasRemaining() && count >= 0) {
      count = channel.read(piece, position + piece.position());
    }
    return piece.hasRemaining() ? Arrays.copyOf(piece.array(), piece.position()) : piece.array();
  }

  /** Does not wait for a file system that does not answer. */
  @Override
  public void close() {
    try {
      // Closing may flush, so it is left to a thread that may hang.
      var _ = pool.callOnOpen(path, BlockingPool.LOOK_UP, this::closeHere, _ -> {});
    } catch (IOException | dev.patchbay.os.BlockingPoolException e) {
      // It was only read.
    }
  }

  private boolean closeHere() throws IOException {
    channel.close();
    return true;
  }
}
