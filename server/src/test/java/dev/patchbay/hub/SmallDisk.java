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
 * is a folder, and its writers are limited in the size of their files instead.
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

  /**
   * Takes all the space that is left, to the last byte.
   *
   * @param writers pids of those who are to be hindered where this is no file system of its own
   */
  void fillSpace(long... writers) throws Exception {
    if (!mounted) {
      limit("0:", writers);
      return;
    }
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
  void fillFiles(long... writers) throws Exception {
    if (!mounted) {
      limit("0:", writers);
      return;
    }
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
  void free(long... writers) throws Exception {
    if (!mounted) {
      limit("unlimited:", writers);
      return;
    }
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

  /** No file of theirs may grow: as real as a full disk, and anybody may do it. */
  private static void limit(String bytes, long... writers) throws Exception {
    for (long pid : writers) {
      int code =
          new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes)
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new AssertionError("neither a mount nor a limit of file sizes is permitted here");
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      var _ = new ProcessBuilder("umount", "-l", folder.toString()).start().onExit().join();
    }
  }
}
