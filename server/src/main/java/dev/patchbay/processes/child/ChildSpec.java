package dev.patchbay.processes.child;

import dev.patchbay.os.Program;
import dev.patchbay.os.Restraints;
import java.nio.file.Path;

/**
 * An incarnation to start.
 *
 * @param mark the assignment in its environment by which its processes are known
 * @param pipes the beginning of the paths of its output's pipes
 * @param channel whether it gets a socket to the hub, as its descriptor {@value
 *     Launcher#CHANNEL_NUMBER}
 */
public record ChildSpec(
    Program program, String mark, Path pipes, Restraints restraints, boolean channel) {
  public ChildSpec {
    int equals = mark.indexOf('=');
    if (!mark.substring(equals + 1).equals(program.environment().get(mark.substring(0, equals)))) {
      throw new IllegalArgumentException("the environment lacks " + mark);
    }
  }

  /** The same with its pipes in another folder. */
  ChildSpec in(Path folder) {
    return new ChildSpec(program, mark, folder.resolve(pipes.getFileName()), restraints, channel);
  }

  Path out() {
    return pipes.resolveSibling(pipes.getFileName() + ".out");
  }

  Path err() {
    return pipes.resolveSibling(pipes.getFileName() + ".err");
  }
}
