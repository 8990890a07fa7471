package dev.patchbay.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A file on its way out, open. Its size is that of the moment it was opened.
 *
 * @param size in bytes
 */
public record Download(Path path, long size, Instant modified, FileChannel channel)
    implements AutoCloseable {

  @SuppressWarnings("resource") // The channel's end is the download's.
  static Download open(Path file) throws RefusedException {
    try {
      Instant modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new Download(file, channel.size(), modified, channel);
    } catch (IOException e) {
      throw new RefusedException(Refusal.of(e, file));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
