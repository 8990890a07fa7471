package dev.patchbay.detectors.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to run. There is no shell in between, and nothing to read on the standard input.
 *
 * @param executable absolute path
 * @param args without the program's own name
 * @param environment all of it: nothing is inherited
 * @param directory where it runs; absolute
 * @param timeout after which it is ended with all that it started
 */
public record Probe(
    Path executable,
    List<String> args,
    Map<String, String> environment,
    Path directory,
    Duration timeout) {
  /** By its value the processes of a probe are known, wherever they have gone. */
  public static final String MARKER = "PATCHBAY_PROBE";

  /** What is kept of each output; who writes more is ended. */
  public static final int MAX_BYTES = 64 * 1024;

  public Probe {
    args = List.copyOf(args);
    environment = Map.copyOf(environment);
    if (!executable.isAbsolute() || !directory.isAbsolute()) {
      throw new IllegalArgumentException("executable and directory must be absolute");
    }
  }
}
