package dev.patchbay.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A named pipe into which every service writes its name and pid as its first act: whoever waits for
 * one sleeps, and takes no processor from what is measured.
 */
final class Marks implements AutoCloseable {
  private final Path pipe;
  private final RandomAccessFile file;

  /** By name, of its latest incarnation. */
  private final Map<String, Long> pids = new HashMap<>();

  private Marks(Path pipe, RandomAccessFile file) {
    this.pipe = pipe;
    this.file = file;
  }

  static Marks in(Path folder) throws IOException, InterruptedException {
    Path pipe = folder.resolve("marks");
    int status = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo failed on " + pipe);
    }
    // Open for writing too: without any writer a pipe is at its end.
    return new Marks(pipe, new RandomAccessFile(pipe.toFile(), "rw"));
  }

  /** What a service runs. */
  String script(String name) {
    return "echo " + name + " $$ > " + pipe + "; exec sleep 600";
  }

  List<String> command(String name) {
    return List.of("/bin/sh", "-c", script(name));
  }

  /** Blocks until so many services have begun to run. */
  void await(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String[] mark = file.readLine().split(" ", 2);
      pids.put(mark[0], Long.valueOf(mark[1]));
    }
  }

  /**
   * Kills a service and blocks until its successor runs.
   *
   * @return how long that took, in milliseconds
   */
  double succession(String name) throws IOException {
    ProcessHandle service = ProcessHandle.of(requireNonNull(pids.get(name), name)).orElseThrow();
    long begun = System.nanoTime();
    service.destroyForcibly();
    await(1);
    return (System.nanoTime() - begun) / 1e6;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
