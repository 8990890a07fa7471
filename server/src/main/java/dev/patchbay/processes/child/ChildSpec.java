package dev.patchbay.processes.child;

import dev.patchbay.os.Program;
import dev.patchbay.os.Restraints;
import java.nio.file.Path;

/**
 * An incarnation to start.
 *
 * @param mark the assignment in its environment by which its processes are known
 * @param pipes the beginning of the paths of its output's pipes
 * @param in the file that it reads as its standard input
 * @param channel whether it gets a socket to the hub, as its descriptor {@value
 *     Launcher#CHANNEL_NUMBER}
 */
public record ChildSpec(
    Program program, String mark, Path pipes, Path in, Restraints restraints, boolean channel) {
  private static final Path NOTHING = Path.of("/dev/null");

  public ChildSpec {
    int equals = mark.indexOf('=');
    if (!mark.substring(equals + 1).equals(program.environment().get(mark.substring(0, equals)))) {
      throw new IllegalArgumentException("the environment lacks " + mark);
    }
  }

  /** One that finds its standard input empty. */
  public ChildSpec(
      Program program, String mark, Path pipes, Restraints restraints, boolean channel) {
    this(program, mark, pipes, NOTHING, restraints, channel);
  }

  /** The same with its pipes in another folder. */
  ChildSpec in(Path folder) {
    return new ChildSpec(
        program, mark, folder.resolve(pipes.getFileName()), in, restraints, channel);
  }

  Path out() {
    return pipes.resolveSibling(pipes.getFileName() + ".out");
  }

  Path err() {
    return pipes.resolveSibling(pipes.getFileName() + ".err");
  }
}
