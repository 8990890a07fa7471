package dev.patchbay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of lines that grows at its end. What is appended is there whole or not at all: half a line
 * that a full disk or a killed hub left is cut off before the next one is written. Not thread-safe.
 */
public final class LineFile implements AutoCloseable {
  private static final int BLOCK_BYTES = 8 * 1024;

  private final Path path;
  private Optional<FileChannel> channel = Optional.empty();

  /** Of whole lines. */
  private long size;

  public LineFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** Bytes of it, which is opened if it is not. */
  public long size() throws IOException {
    open();
    return size;
  }

  /**
   * The open file, to be forced onto the disk; empty if nothing was written since it was opened.
   */
  public Optional<FileChannel> channel() {
    return channel;
  }

  /**
   * @param lines with their ends
   * @throws IOException if the file could not take all of it; then it has nothing of it
   */
  public void append(byte[] lines) throws IOException {
    FileChannel open = open();
    ByteBuffer buffer = ByteBuffer.wrap(lines);
    try {
      while (buffer.hasRemaining()) {
        open.write(buffer);
      }
      size += lines.length;
    } catch (IOException e) {
      try {
        open.truncate(size);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      close();
      throw e;
    }
  }

  private FileChannel open() throws IOException {
    if (channel.isEmpty()) {
      FileChannel opened =
          PrivateFiles.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        size = endOfLastLine(opened);
        if (size < opened.size()) {
          opened.truncate(size);
        }
        opened.position(size);
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      channel = Optional.of(opened);
    }
    return channel.get();
  }

  private static long endOfLastLine(FileChannel file) throws IOException {
    long end = file.size();
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    while (end > 0) {
      long start = Math.max(0, end - BLOCK_BYTES);
      block.clear().limit((int) (end - start));
      int read = 0;
      while (block.hasRemaining() && read >= 0) {
        read = file.read(block, start + block.position());
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  /** Lets go of the file; more lines open it again. */
  @Override
  public void close() {
    Optional<FileChannel> open = channel;
    channel = Optional.empty();
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException e) {
      // What was written is the kernel's already.
    }
  }
}
