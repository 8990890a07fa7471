package dev.patchbay.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real file system of a few megabytes, which can be filled. Where this user may not mount one, it
 * is a folder whose writers are limited by {@link #limit}.
 */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /**
   * @param options of a tmpfs, such as {@code size=4m,nr_inodes=200}
   */
  static SmallDisk mount(String options) throws Exception {
    Path folder = Files.createTempDirectory("patchbay-small-disk");
    int code =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", options + ",mode=0700", "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    return new SmallDisk(folder, code == 0);
  }

  Path folder() {
    return folder;
  }

  /** Whether it is a file system of its own. */
  boolean isMounted() {
    return mounted;
  }

  /** Takes all the space that is left, to the last byte. */
  void fillSpace() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // As it should: it is full.
    }
  }

  /** Takes all the room for files that is left. */
  void fillFiles() throws IOException {
    Path many = folder.resolve("many");
    Files.createDirectories(many);
    try {
      for (int i = 0; ; i++) {
        Files.createFile(many.resolve("" + i));
      }
    } catch (IOException e) {
      // As it should: there is no room for more.
    }
  }

  /** Makes room again. */
  void free() throws IOException {
    Files.deleteIfExists(folder.resolve("filler"));
    List<Path> many = new ArrayList<>();
    if (Files.exists(folder.resolve("many"))) {
      try (Stream<Path> files = Files.list(folder.resolve("many"))) {
        files.forEach(many::add);
      }
    }
    for (Path file : many) {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws Exception {
    if (mounted) {
      new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
    }
  }
}
