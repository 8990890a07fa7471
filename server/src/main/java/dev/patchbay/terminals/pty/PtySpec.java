package dev.patchbay.terminals.pty;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param executable absolute path of the program
 * @param argv the arguments, the program's own name first
 * @param environment all of the program's environment: nothing is inherited
 * @param marker the variable in it by whose value the processes of this terminal are known
 * @param directory where it starts; absolute
 * @param cols width in cells, in force before the program runs
 * @param rows height in cells, in force before the program runs
 */
public record PtySpec(
    Path executable,
    List<String> argv,
    Map<String, String> environment,
    String marker,
    Path directory,
    int cols,
    int rows) {
  public PtySpec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("argv is empty");
    }
    if (!environment.containsKey(marker)) {
      throw new IllegalArgumentException("the environment lacks " + marker);
    }
    if (!executable.isAbsolute() || !directory.isAbsolute()) {
      throw new IllegalArgumentException("executable and directory must be absolute");
    }
  }

  /** The marker as it stands in the environment, {@code NAME=value}. */
  String mark() {
    return marker + "=" + environment.get(marker);
  }
}
