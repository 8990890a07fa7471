package dev.patchbay.terminals;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for; anything may be left out.
 *
 * @param command argv; by default the user's login shell
 * @param cwd where it starts; by default the user's home
 * @param env what is added to the environment
 * @param ownEnv whether the hub itself has put {@code env} together, which then may set anything
 * @param name by default the program's
 * @param shellIntegration whether a shell is to mark its prompts and commands; by default as set
 * @param hold whether output waits from the beginning for the first viewer that holds
 */
public record OpenRequest(
    @Nullable List<String> command,
    @Nullable String cwd,
    Map<String, String> env,
    boolean ownEnv,
    @Nullable Integer cols,
    @Nullable Integer rows,
    @Nullable String name,
    @Nullable Boolean shellIntegration,
    boolean hold,
    List<String> tags) {
  public OpenRequest {
    command = command == null ? null : List.copyOf(command);
    env = Map.copyOf(env);
    tags = List.copyOf(tags);
  }

  /** The same once more, as the terminal that came of it is called by now, for whoever looks. */
  OpenRequest again(TerminalInfo opened, @Nullable Integer cols, @Nullable Integer rows) {
    return new OpenRequest(
        command,
        opened.cwd(),
        env,
        ownEnv,
        cols,
        rows,
        opened.name(),
        shellIntegration,
        false,
        opened.tags());
  }
}
