package dev.patchbay.processes;

import dev.patchbay.health.Check;
import dev.patchbay.health.Probe;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Program;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.security.ExecPolicy;
import dev.patchbay.security.RefusedStart;
import dev.patchbay.terminals.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a declaration into a program to execute, each time anew: files come and go. */
final class Preparation {
  private final BlockingPool pool;
  private final ProcessEnvironment environment;
  private final ExecPolicy policy;

  /**
   * @param policy asked about everything that is to be started
   */
  Preparation(BlockingPool pool, ProcessEnvironment environment, ExecPolicy policy) {
    this.pool = pool;
    this.environment = environment;
    this.policy = policy;
  }

  /** What was refused lately. */
  ExecPolicy.Recent refusals() {
    return policy.recent();
  }

  /** For what is started from now on. */
  void retune(ProcessSettings changed) {
    environment.retune(changed);
  }

  sealed interface Prepared {
    record Ready(Program program) implements Prepared {}

    /**
     * @param pointer to what of a declaration is refused; empty where it may be mended meanwhile
     */
    record Refused(Ending.NotStarted why, String pointer) implements Prepared {}
  }

  /**
   * What is to be started.
   *
   * @param kind for the policy, as is the name
   * @param declared what the declaration adds to the environment
   * @param variables all of the environment
   */
  private record Wish(
      String kind,
      String name,
      List<String> argv,
      String cwd,
      Map<String, String> declared,
      Map<String, String> variables) {
    Wish of(List<String> other) {
      return new Wish(kind, name, other, cwd, declared, variables);
    }
  }

  /**
   * @param mark the marker's value
   */
  Prepared prepare(ProcessSpec spec, String mark) {
    Strategy strategy = Strategy.of(spec.kind());
    Map<String, String> declared = spec.run().env();
    Map<String, String> variables = new HashMap<>(environment.build(mark, declared));
    variables.putAll(strategy.environment());
    Wish wish =
        new Wish(
            "process",
            spec.name(),
            strategy.argv(spec.run()),
            spec.run().cwd().orElse(""),
            declared,
            variables);
    return prepare(wish, commands(spec));
  }

  /** What is run for a process beside itself, by where it is declared. */
  private static Map<String, List<String>> commands(ProcessSpec spec) {
    Map<String, List<String>> commands = new HashMap<>();
    command(spec.checks().health()).ifPresent(argv -> commands.put("/health/command/0", argv));
    command(spec.checks().readiness())
        .ifPresent(argv -> commands.put("/readiness/command/0", argv));
    if (!spec.stop().command().isEmpty()) {
      commands.put("/stop/command/0", spec.stop().command());
    }
    return commands;
  }

  private static Optional<List<String>> command(Optional<Probe> probe) {
    return probe.flatMap(it ->
        it.check() instanceof Check.Command(List<String> argv)
            ? Optional.of(argv)
            : Optional.empty());
  }

  /** A program that the hub runs, such as a probe of a process or what stops it. */
  Prepared prepare(SystemCommand command, String mark) {
    Wish wish =
        new Wish(
            "command",
            command.argv().getFirst(),
            command.argv(),
            command.cwd(),
            command.env(),
            environment.build(mark, command.env()));
    return prepare(wish, Map.of());
  }

  private Prepared prepare(Wish wish, Map<String, List<String>> others) {
    String home = wish.variables().getOrDefault("HOME", System.getProperty("user.home"));
    try {
      Path wanted = Path.of("/").resolve(home).resolve(wish.cwd());
      return pool.call(wanted, () -> prepare(wish, others, wanted));
    } catch (InvalidPathException e) {
      return refused("folder-not-found", "There is no folder \"" + wish.cwd() + "\".");
    } catch (BlockingPoolException e) {
      return new Prepared.Refused(explain(e), "");
    }
  }

  private Prepared prepare(Wish wish, Map<String, List<String>> others, Path wanted) {
    Path folder;
    try {
      folder = wish.cwd().isEmpty() ? policy.start(wanted) : wanted.toRealPath();
    } catch (IOException e) {
      return refused("folder-not-found", "There is no folder \"" + wish.cwd() + "\".");
    }
    if (!Files.isDirectory(folder)) {
      return new Prepared.Refused(
          new Ending.NotStarted("not-a-folder", "\"" + wish.cwd() + "\" is not a folder.", true),
          "/cwd");
    }
    Optional<RefusedStart> refusal =
        policy
            .refuseFolder(wish.kind(), wish.name(), folder)
            .or(() -> policy.refuseVariables(wish.kind(), wish.name(), wish.declared()));
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    Prepared prepared = prepare(wish, folder, "/command/0");
    // Looked for along the PATH at each start, so only where something may be refused.
    if (prepared instanceof Prepared.Ready && !policy.rules().areNone()) {
      for (Map.Entry<String, List<String>> other : others.entrySet()) {
        // What is not there is said when it is run.
        if (prepare(wish.of(other.getValue()), folder, other.getKey())
                instanceof Prepared.Refused refused
            && !refused.pointer().isEmpty()) {
          return refused;
        }
      }
    }
    return prepared;
  }

  private Prepared prepare(Wish wish, Path folder, String pointer) {
    String path = wish.variables().getOrDefault("PATH", "");
    return switch (Programs.find(pool, wish.argv().getFirst(), folder, path)) {
      case Programs.Found.Missing missing -> refused(missing.code(), missing.detail());
      case Programs.Found.Executable(Path program) ->
          policy
              .refuseProgram(wish.kind(), wish.name(), program, pointer)
              .map(Preparation::refused)
              .orElseGet(() ->
                  new Prepared.Ready(new Program(program, wish.argv(), wish.variables(), folder)));
    };
  }

  /** What the system said when it was asked to execute the program. */
  Ending.NotStarted explain(OsException e, Program program) {
    return switch (e.reason()) {
      case NOT_FOUND ->
          isThere(program)
              ? new Ending.NotStarted(
                  "interpreter-not-found",
                  "The interpreter that \"" + program.executable() + "\" names is not there.",
                  true)
              : new Ending.NotStarted("command-not-found", e.text(), true);
      case NOT_EXECUTABLE -> new Ending.NotStarted("command-not-executable", e.text(), true);
      case TOO_MANY_ARGUMENTS -> new Ending.NotStarted("too-many-arguments", e.text(), true);
      case OUT_OF_RESOURCES -> new Ending.NotStarted("out-of-resources", e.text(), false);
      case NOT_SUPPORTED -> new Ending.NotStarted("not-supported-here", e.text(), true);
      case OTHER -> new Ending.NotStarted("cannot-start", e.text(), false);
    };
  }

  private boolean isThere(Program program) {
    try {
      return pool.call(program.executable(), () -> Files.exists(program.executable()))
          && pool.call(program.directory(), () -> Files.isDirectory(program.directory()));
    } catch (BlockingPoolException e) {
      return false;
    }
  }

  /** It may answer again, so another try may be worth it. */
  static Ending.NotStarted explain(BlockingPoolException e) {
    return new Ending.NotStarted("file-system-timeout", e.text(), false);
  }

  private static Prepared refused(String code, String detail) {
    return new Prepared.Refused(new Ending.NotStarted(code, detail, true), "");
  }

  private static Prepared refused(RefusedStart refusal) {
    return new Prepared.Refused(
        new Ending.NotStarted(refusal.code(), refusal.detail(), true), refusal.pointer());
  }
}
