package dev.patchbay.projects;

import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the system's git. It takes no locks, so that nobody's work in the repository is disturbed;
 * asks no questions; fetches nothing; and runs nothing that the repository's own configuration
 * names: neither what watches files, nor hooks, nor filters.
 */
public final class GitCommand implements Git {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** git's code for what is wrong with the repository or where it was called. */
  private static final int NO_REPOSITORY = 128;

  /** git's code where no key matches. */
  private static final int NO_KEY = 1;

  /** What a repository's configuration could have run, and what is switched off in one word. */
  private static final List<String> CALM =
      List.of("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null");

  private static final List<String> STATUS =
      List.of("status", "--porcelain=v2", "--branch", "--ignore-submodules=all");

  private static final List<String> WORKTREES = List.of("worktree", "list", "--porcelain");

  private final ProbeRunner runner;
  private final Supplier<Optional<Path>> program;
  private final Supplier<Map<String, String>> environment;

  /**
   * @param program git's path, if there is one
   * @param environment what programs are started with
   */
  public GitCommand(
      ProbeRunner runner,
      Supplier<Optional<Path>> program,
      Supplier<Map<String, String>> environment) {
    this.runner = runner;
    this.program = program;
    this.environment = environment;
  }

  private Map<String, String> quiet() {
    Map<String, String> inherited = environment.get();
    Map<String, String> quiet = new HashMap<>();
    for (String name : List.of("HOME", "PATH", "XDG_CONFIG_HOME", "USER")) {
      Optional.ofNullable(inherited.get(name)).ifPresent(value -> quiet.put(name, value));
    }
    quiet.put("LC_ALL", "C");
    quiet.put("GIT_OPTIONAL_LOCKS", "0");
    quiet.put("GIT_TERMINAL_PROMPT", "0");
    quiet.put("GIT_PAGER", "cat");
    // A partial clone would fetch what is missing, by whatever its configuration names.
    quiet.put("GIT_NO_LAZY_FETCH", "1");
    quiet.put("GIT_ALLOW_PROTOCOL", "none");
    return quiet;
  }

  @Override
  public Answer state(Path folder) throws InterruptedException {
    Optional<Path> git = program.get();
    if (git.isEmpty()) {
      return new Answer.None();
    }
    return switch (run(git.get(), folder, Map.of(), OwnFilters.QUESTION)) {
      case ProbeResult.Ended(int code, String out, String _) when code == 0 || code == NO_KEY ->
          status(git.get(), folder, OwnFilters.disarmed(OwnFilters.read(out)));
      case ProbeResult.Ended(int _, String _, String err) -> new Answer.Failed(err.strip());
      case ProbeResult.TimedOut _ -> tooSlow();
      case ProbeResult.Flooded _ ->
          new Answer.Failed("Its configuration has too many filters to tell whose they are.");
      case ProbeResult.Failed(String reason) -> new Answer.Failed(reason);
    };
  }

  private Answer status(Path git, Path folder, Map<String, String> disarmed)
      throws InterruptedException {
    ProbeResult status = run(git, folder, disarmed, STATUS);
    return switch (status) {
      case ProbeResult.Ended(int code, String out, String err) -> {
        if (code == 0) {
          ProbeResult trees = run(git, folder, Map.of(), WORKTREES);
          yield new Answer.Known(StatusReader.read(out, worktrees(trees)));
        }
        yield code == NO_REPOSITORY && err.contains("not a git repository")
            ? new Answer.None()
            : new Answer.Failed(err.strip());
      }
      case ProbeResult.TimedOut _ -> tooSlow();
      // More changes than anybody wants to count.
      case ProbeResult.Flooded(String out, String _) ->
          new Answer.Known(
              StatusReader.read(out.substring(0, out.lastIndexOf('\n') + 1), List.of()));
      case ProbeResult.Failed(String reason) -> new Answer.Failed(reason);
    };
  }

  private static Answer tooSlow() {
    return new Answer.Failed("git did not answer within " + TIMEOUT.toSeconds() + " s.");
  }

  private ProbeResult run(Path git, Path folder, Map<String, String> more, List<String> args)
      throws InterruptedException {
    List<String> all = new ArrayList<>(CALM);
    all.addAll(args);
    Map<String, String> variables = new HashMap<>(quiet());
    variables.putAll(more);
    return runner.run(new Probe(git, all, variables, folder, TIMEOUT));
  }

  private static List<GitState.Worktree> worktrees(ProbeResult result) {
    return result instanceof ProbeResult.Ended(int code, String out, String _) && code == 0
        ? StatusReader.worktrees(out)
        : List.of();
  }
}
