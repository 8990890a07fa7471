package dev.patchbay.processes;

import dev.patchbay.processes.spec.ProcessSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that the hub itself runs to its end; see {@link Processes#run}.
 *
 * @param argv its first word a path or a name on the PATH, as of a declared command; no shell reads
 *     it
 * @param cwd where it runs, relative to the user's home; empty for that
 * @param env what it finds in its environment beside what the hub builds for every process
 * @param timeout how long it may take
 */
public record SystemCommand(
    List<String> argv, String cwd, Map<String, String> env, Duration timeout) {
  public SystemCommand {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
    if (argv.isEmpty() || !timeout.isPositive()) {
      throw new IllegalArgumentException("a command needs a program and a time-out");
    }
  }

  /** One that is run for a process: in its folder, with its environment. */
  static SystemCommand of(
      ProcessSpec spec, List<String> argv, Map<String, String> more, Duration timeout) {
    Map<String, String> env = new HashMap<>(spec.run().env());
    env.putAll(more);
    return new SystemCommand(argv, spec.run().cwd().orElse(""), env, timeout);
  }
}
