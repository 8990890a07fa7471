package dev.patchbay.projects;

import dev.patchbay.os.BlockingPoolException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks through folders for projects, the nearest first. It follows no links, so it cannot run in a
 * circle, does not look into projects, and ends when it has seen enough.
 *
 * @param limits how far it goes
 */
record ProjectScan(Limits limits) {
  /** Folders that only programs fill; nobody's projects are in them. */
  private static final Set<String> NOBODYS =
      Set.of("node_modules", "target", "build", "dist", "vendor", "venv", "__pycache__", "Library");

  /** Of all ignore files together; five thousand usual ones have fewer. */
  private static final long MAX_IGNORE_BYTES = 4L * 1024 * 1024;

  private static final String REPOSITORY = ".git";

  /** Files by which a folder is known as a project. */
  private static final Set<String> MARKS =
      Set.of(
          "package.json",
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "go.mod",
          "Cargo.toml",
          "pyproject.toml",
          "setup.py",
          "composer.json",
          "Gemfile",
          "CMakeLists.txt",
          "Makefile",
          "deno.json",
          "mix.exs",
          "pubspec.yaml",
          "flake.nix");

  /**
   * @param depth folders below a root
   * @param entries files and folders in all
   * @param projects how many are listed
   */
  record Limits(int depth, int entries, int projects, Duration time) {
    static Limits usual() {
      return new Limits(5, 100_000, 2_000, Duration.ofSeconds(5));
    }
  }

  /**
   * What was found.
   *
   * @param complete whether no limit cut it short
   */
  record Result(List<Project> projects, int entries, boolean complete) {
    Result {
      projects = List.copyOf(projects);
    }
  }

  /** Whether a folder with such a file or folder in it is a project. */
  static boolean isMark(String name) {
    return name.equals(REPOSITORY) || MARKS.contains(name);
  }

  /** Whether a folder of that name is looked into. */
  static boolean mayHoldProjects(String name) {
    return !name.startsWith(".") && !NOBODYS.contains(name);
  }

  /**
   * @param roots real paths of folders
   * @param cancelled is asked now and then
   * @param reading is told of each folder before it is read; throws where that would hang
   */
  Result run(List<Path> roots, BooleanSupplier cancelled, Consumer<Path> reading) {
    Walk walk = new Walk(cancelled, reading, System.nanoTime() + limits.time().toNanos());
    roots.forEach(root -> walk.queue.add(new Step(root, 0, List.of())));
    boolean complete = walk.run();
    return new Result(walk.found, walk.entries, complete);
  }

  /**
   * @param rules of the folders above, the outermost first
   */
  private record Step(Path folder, int depth, List<IgnoreRules> rules) {}

  private final class Walk {
    private final BooleanSupplier cancelled;
    private final Consumer<Path> reading;
    private final long deadlineNanos;
    private final Deque<Step> queue = new ArrayDeque<>();
    private final List<Project> found = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final IgnoreRules.Budget ignoreFiles = new IgnoreRules.Budget(MAX_IGNORE_BYTES);
    private int entries;

    Walk(BooleanSupplier cancelled, Consumer<Path> reading, long deadlineNanos) {
      this.cancelled = cancelled;
      this.reading = reading;
      this.deadlineNanos = deadlineNanos;
    }

    boolean run() {
      boolean deeper = false;
      while (!queue.isEmpty() && !isEnough()) {
        Step step = queue.remove();
        if (seen.add(step.folder())) {
          deeper |= look(step);
        }
      }
      return !deeper && !isEnough();
    }

    private boolean isEnough() {
      return entries >= limits.entries()
          || found.size() >= limits.projects()
          || ignoreFiles.isSpent()
          || System.nanoTime() - deadlineNanos > 0
          || cancelled.getAsBoolean();
    }

    /** Whether there are folders in it that are too deep. */
    private boolean look(Step step) {
      List<Path> folders = new ArrayList<>();
      List<String> known = new ArrayList<>();
      boolean repository = false;
      try {
        reading.accept(step.folder());
      } catch (BlockingPoolException e) {
        return true; // It does not answer.
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(step.folder())) {
        for (Path child : children) {
          entries++;
          String name = child.toFile().getName();
          if (name.equals(REPOSITORY)) {
            repository = true;
          } else if (MARKS.contains(name)) {
            known.add(name);
          } else if (mayHoldProjects(name) && isFolder(child)) {
            folders.add(child);
          }
          if (isEnough()) {
            break;
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        return false; // Not for this user to look into.
      }
      if (repository || !known.isEmpty()) {
        found.add(new Project(step.folder(), repository, known.stream().sorted().toList()));
        return false;
      }
      return descend(step, folders);
    }

    private boolean descend(Step step, List<Path> folders) {
      if (step.depth() == limits.depth()) {
        return !folders.isEmpty();
      }
      List<IgnoreRules> rules = new ArrayList<>(step.rules());
      IgnoreRules own = IgnoreRules.of(step.folder(), ignoreFiles);
      if (!own.rules().isEmpty()) {
        rules.add(own);
      }
      folders.stream()
          .sorted()
          .takeWhile(_ -> !isEnough())
          .filter(folder -> !isIgnored(folder, rules))
          .forEach(folder -> queue.add(new Step(folder, step.depth() + 1, rules)));
      return false;
    }

    private boolean isIgnored(Path folder, List<IgnoreRules> rules) {
      boolean ignored = false;
      for (IgnoreRules each : rules) {
        if (isEnough()) {
          return true;
        }
        ignored = each.ignores(folder).orElse(ignored);
      }
      return ignored;
    }

    private boolean isFolder(Path path) {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
