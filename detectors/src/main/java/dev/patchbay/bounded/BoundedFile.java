package dev.patchbay.bounded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one way to read a file into memory. It reads regular files alone, since the open of a named
 * pipe or a device may never return, and never more than a number of bytes. A file of the kernel's
 * (/proc, /sys) is read to its end, whatever size it claims to have.
 *
 * <p>All calls block, on a hung network file system for as long as it hangs.
 */
public final class BoundedFile {
  /** How the reading of lines came to its end. */
  public enum End {
    /** With the line feed of the last line, or without a line at all. */
    LINE,
    /** With a line that has no line feed. */
    PART_OF_A_LINE,
    /** The file is larger than it may be. */
    TOO_LONG
  }

  private BoundedFile() {}

  /**
   * All bytes of a file.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException also if it is not a regular file, or has more bytes than {@code maxBytes}
   */
  public static byte[] bytes(Path file, int maxBytes) throws IOException {
    byte[] bytes = read(file, maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new IOException(file + " is larger than " + maxBytes + " bytes");
    }
    return bytes;
  }

  /** The same as UTF-8; bytes that are none become U+FFFD. */
  public static String text(Path file, int maxBytes) throws IOException {
    return new String(bytes(file, maxBytes), UTF_8);
  }

  /** The same in another encoding. */
  public static String text(Path file, int maxBytes, Charset encoding) throws IOException {
    return new String(bytes(file, maxBytes), encoding);
  }

  /** The lines of a UTF-8 file. */
  public static List<String> lines(Path file, int maxBytes) throws IOException {
    return text(file, maxBytes).lines().toList();
  }

  /** The text of a UTF-8 file; empty where {@link #text} throws. */
  public static Optional<String> find(Path file, int maxBytes) {
    try {
      return Optional.of(text(file, maxBytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first bytes of a UTF-8 file as text; empty if there is none, or it cannot be read. */
  public static Optional<String> beginning(Path file, int maxBytes) {
    try {
      return Optional.of(new String(read(file, maxBytes), UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first bytes of a file, of a shorter one all. */
  public static byte[] firstBytes(Path file, int maxBytes) throws IOException {
    return read(file, maxBytes);
  }

  /**
   * Reads a file line by line, in memory for one line alone. A line ends with a line feed, which is
   * not given; the last one may lack it.
   *
   * @param maxLineBytes what is given of a longer line; the rest of it is passed over
   * @param maxBytes of the whole file; what comes behind them is not read
   */
  public static End forEachLine(
      Path file, int maxLineBytes, long maxBytes, Charset encoding, Consumer<String> each)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long total = 0;
    boolean begun = false;
    try (InputStream in = open(file)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        total += count;
        if (total > maxBytes) {
          return End.TOO_LONG;
        }
        for (int at = 0; at < count; ) {
          int end = at;
          while (end < count && buffer[end] != '\n') {
            end++;
          }
          line.write(buffer, at, Math.min(end - at, maxLineBytes - line.size()));
          begun = end == count;
          if (!begun) {
            each.accept(line.toString(encoding));
            line.reset();
          }
          at = end + 1;
        }
      }
    }
    if (begun) {
      each.accept(line.toString(encoding));
    }
    return begun ? End.PART_OF_A_LINE : End.LINE;
  }

  private static byte[] read(Path file, int maxBytes) throws IOException {
    try (InputStream in = open(file)) {
      return in.readNBytes(maxBytes);
    }
  }

  private static InputStream open(Path file) throws IOException {
    // Opening is what blocks on a named pipe, so the kind of the file is asked for before.
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new IOException(file + " is not a regular file");
    }
    return Files.newInputStream(file);
  }
}
