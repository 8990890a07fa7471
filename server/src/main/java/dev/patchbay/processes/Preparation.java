package dev.patchbay.processes;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Program;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.terminals.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Turns a declaration into a program to execute, each time anew: files come and go. */
final class Preparation {
  private final BlockingPool pool;
  private final ProcessEnvironment environment;
  private final ProcessSettings settings;
  private final Predicate<Path> mayEnter;

  /**
   * @param mayEnter whether a process may start in a folder, given by its real path
   */
  Preparation(
      BlockingPool pool,
      ProcessEnvironment environment,
      ProcessSettings settings,
      Predicate<Path> mayEnter) {
    this.pool = pool;
    this.environment = environment;
    this.settings = settings;
    this.mayEnter = mayEnter;
  }

  sealed interface Prepared {
    record Ready(Program program) implements Prepared {}

    record Refused(Ending.NotStarted why) implements Prepared {}
  }

  /**
   * @param mark the marker's value
   */
  Prepared prepare(ProcessSpec spec, String mark) {
    Strategy strategy = Strategy.of(spec.kind());
    Map<String, String> variables = new HashMap<>(environment.build(mark, spec.run().env()));
    variables.putAll(strategy.environment());
    return prepare(strategy.argv(spec.run()), spec.run().cwd().orElse(""), variables);
  }

  /** A program that the hub runs, such as a probe of a process or what stops it. */
  Prepared prepare(SystemCommand command, String mark) {
    return prepare(command.argv(), command.cwd(), environment.build(mark, command.env()));
  }

  private Prepared prepare(List<String> argv, String cwd, Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
    try {
      Path wanted = Path.of("/").resolve(home).resolve(cwd);
      return pool.call(wanted, () -> prepare(argv, cwd, wanted, variables));
    } catch (InvalidPathException e) {
      return refused("folder-not-found", "There is no folder \"" + cwd + "\".");
    } catch (BlockingPoolException e) {
      return new Prepared.Refused(explain(e));
    }
  }

  private Prepared prepare(
      List<String> argv, String cwd, Path wanted, Map<String, String> variables) {
    Path folder;
    try {
      folder = wanted.toRealPath();
    } catch (IOException e) {
      return refused("folder-not-found", "There is no folder \"" + cwd + "\".");
    }
    if (!Files.isDirectory(folder)) {
      return refused("not-a-folder", "\"" + cwd + "\" is not a folder.");
    }
    if (!mayEnter.test(folder)) {
      return refused(
          "folder-outside-roots",
          "\"" + folder + "\" is outside the workspace roots of the configuration.");
    }
    return switch (Programs.find(
        pool, argv.getFirst(), folder, variables.getOrDefault("PATH", ""))) {
      case Programs.Found.Missing missing -> refused(missing.code(), missing.detail());
      case Programs.Found.Executable(Path path) -> {
        if (!isAllowed(argv.getFirst(), path)) {
          yield refused(
              "command-not-allowed", "The configuration does not allow \"" + path + "\" to run.");
        }
        yield new Prepared.Ready(new Program(path, argv, variables, folder));
      }
    };
  }

  /** By the real path, whatever links lead to it. */
  private boolean isAllowed(String name, Path path) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      return false;
    }
    if (settings.closed().stream().anyMatch(real::startsWith)) {
      return false;
    }
    return settings.allow().isEmpty()
        || (settings.allow().contains(name) && !name.contains("/"))
        || settings.allow().contains(real.toString());
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
    return new Prepared.Refused(new Ending.NotStarted(code, detail, true));
  }
}
