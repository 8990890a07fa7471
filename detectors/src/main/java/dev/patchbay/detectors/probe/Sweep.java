package dev.patchbay.detectors.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends what probes left behind: a program that forks into the background and leaves its session
 * still carries the mark in its environment. Where there is no /proc it finds nothing.
 */
public final class Sweep {
  private static final Path PROC = Path.of("/proc");

  /** More than the kernel gives to arguments and environment together (execve(2)). */
  private static final int MAX_ENVIRONMENT_BYTES = 8 * 1024 * 1024;

  /** One that forks while it is looked for is found by the next look. */
  private static final int LOOKS = 5;

  private Sweep() {}

  /**
   * Asks every process with the mark to end, and kills what has not after {@link
   * ProbeRunner#GRACE}. Blocks for some milliseconds where there is none.
   *
   * @param value of {@link Probe#MARKER} in the environment of those processes
   */
  public static void end(String value) {
    String mark = Probe.MARKER + "=" + value;
    List<ProcessHandle> asked = find(mark);
    if (!asked.isEmpty()) {
      Ending.ask(asked);
      Ending.await(asked);
      kill(mark);
    }
  }

  private static void kill(String mark) {
    for (int i = 0; i < LOOKS; i++) {
      List<ProcessHandle> found = find(mark);
      found.forEach(ProcessHandle::destroyForcibly);
      if (found.isEmpty()) {
        return;
      }
    }
  }

  private static List<ProcessHandle> find(String mark) {
    List<ProcessHandle> found = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.toFile().getName());
        // The handle keeps the start time, so that a pid given anew is not killed.
        Optional<ProcessHandle> handle =
            pid == self ? Optional.empty() : ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (handle.isPresent() && carries(process, mark)) {
          found.add(handle.get());
        }
      }
    } catch (IOException e) {
      // There is no /proc here.
    }
    return found;
  }

  private static boolean carries(Path process, String mark) {
    try {
      String environment =
          BoundedFile.text(process.resolve("environ"), MAX_ENVIRONMENT_BYTES, ISO_8859_1);
      return List.of(environment.split("\0", -1)).contains(mark);
    } catch (IOException e) {
      return false; // Gone, or another user's.
    }
  }
}
