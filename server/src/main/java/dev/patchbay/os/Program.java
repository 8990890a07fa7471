package dev.patchbay.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to execute.
 *
 * @param executable absolute path of the program
 * @param argv the arguments, the program's own name first
 * @param environment all of the program's environment: nothing is inherited
 * @param directory where it starts; absolute
 */
public record Program(
    Path executable, List<String> argv, Map<String, String> environment, Path directory) {
  public Program {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("argv is empty");
    }
    if (!executable.isAbsolute() || !directory.isAbsolute()) {
      throw new IllegalArgumentException("executable and directory must be absolute");
    }
  }
}
