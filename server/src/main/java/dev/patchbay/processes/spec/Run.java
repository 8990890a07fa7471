package dev.patchbay.processes.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run.
 *
 * @param command the program and its arguments
 * @param cwd where it starts; by default the user's home
 * @param env added to the environment that the hub builds
 * @param timeout how long it may take
 */
public record Run(
    List<String> command,
    Optional<String> cwd,
    Map<String, String> env,
    Optional<Duration> timeout) {
  public Run {
    command = List.copyOf(command);
    env = Map.copyOf(env);
  }

  /** Values of variables may be secrets, so their names alone show. */
  @Override
  public String toString() {
    return "Run[command=" + command + ", cwd=" + cwd + ", env=" + env.keySet() + "]";
  }
}
