package dev.patchbay.security;

import dev.patchbay.config.BaseFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which programs the configuration lets be started. Its entries are resolved once, when this is
 * made, so that nobody who names a PATH or moves a link later changes what they mean.
 *
 * @param allow the only programs that may be started; any if empty
 * @param closed folders below which nothing may be started
 * @param searched the folders of the hub's own PATH, as real paths
 */
public record ExecRules(List<Entry> allow, List<Entry> closed, Set<Path> searched) {
  private static final Logger LOG = LoggerFactory.getLogger(ExecRules.class);

  /** So many entries are named in the text of a refusal. */
  private static final int MOST_NAMED = 12;

  public static final ExecRules NONE = new ExecRules(List.of(), List.of(), Set.of());

  /**
   * An entry of a list.
   *
   * @param written as the configuration has it
   * @param real the file or folder it leads to, links followed; empty if there is none
   */
  public record Entry(String written, Optional<Path> real) {
    boolean names(Path file) {
      return real.isPresent() && (real.get().equals(file) || isSameFile(real.get(), file));
    }

    private static boolean isSameFile(Path one, Path other) {
      try {
        return Files.isSameFile(one, other);
      } catch (IOException e) {
        return false;
      }
    }

    /** For people. */
    String words() {
      return real.map(
              path -> path.toString().equals(written) ? written : written + " (" + path + ")")
          .orElse(written + " (nothing here)");
    }
  }

  public ExecRules {
    allow = List.copyOf(allow);
    closed = List.copyOf(closed);
    searched = Set.copyOf(searched);
  }

  /**
   * @param allow names on the PATH, or paths
   * @param closed paths
   * @param base what paths count from
   * @param environment the hub's own, for its PATH
   * @throws IllegalArgumentException if an entry can be neither; the message says which
   */
  public static ExecRules of(
      List<String> allow, List<Path> closed, BaseFolders base, Map<String, String> environment) {
    Set<Path> path = folders(environment.getOrDefault("PATH", ""));
    List<Entry> programs = new ArrayList<>();
    for (String entry : allow) {
      Optional<Path> program =
          entry.contains("/") ? real(base.resolve(entry)) : onPath(entry, path);
      programs.add(new Entry(entry, program.filter(Files::isRegularFile)));
    }
    ExecRules rules =
        new ExecRules(
            programs,
            closed.stream().map(folder -> new Entry(folder.toString(), real(folder))).toList(),
            path.stream().flatMap(folder -> real(folder).stream()).collect(Collectors.toSet()));
    rules.warn();
    return rules;
  }

  private static Set<Path> folders(String path) {
    Set<Path> folders = new LinkedHashSet<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (entry.startsWith("/")) {
        folders.add(Path.of(entry));
      }
    }
    return folders;
  }

  private static Optional<Path> onPath(String name, Set<Path> folders) {
    try {
      return folders.stream()
          .map(folder -> folder.resolve(name))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .findFirst()
          .flatMap(ExecRules::real);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void warn() {
    allow.stream()
        .filter(entry -> entry.real().isEmpty())
        .forEach(entry ->
            LOG.warn(
                "processes.allow: there is no program \"{}\" here; once there is, it counts at the"
                    + " next start",
                entry.written()));
  }

  /** Whether anything may be started. */
  public boolean areNone() {
    return allow.isEmpty() && closed.isEmpty();
  }

  /** Whether programs are named one by one. */
  boolean hasList() {
    return !allow.isEmpty();
  }

  /**
   * Why a program may not be started, for people; empty where it may. Asks the file system.
   *
   * @param program absolute
   */
  public Optional<String> objection(Path program) {
    if (areNone()) {
      return Optional.empty();
    }
    Path real = real(program).orElse(program.normalize());
    for (Entry folder : closed) {
      if (folder.real().filter(real::startsWith).isPresent()) {
        return Optional.of(
            called(program, real) + " may not run: processes.closed has " + folder.words() + ".");
      }
    }
    if (allow.isEmpty() || allow.stream().anyMatch(entry -> entry.names(real))) {
      return Optional.empty();
    }
    return Optional.of(
        called(program, real)
            + " may not run: it is none of the programs in processes.allow, "
            + named()
            + ". What is added there counts at the hub's next start.");
  }

  private static String called(Path program, Path real) {
    return "\"" + program + "\"" + (program.equals(real) ? "" : ", which is " + real + ",");
  }

  private String named() {
    String names =
        allow.stream().limit(MOST_NAMED).map(Entry::words).collect(Collectors.joining(", "));
    return allow.size() > MOST_NAMED
        ? names + " and " + (allow.size() - MOST_NAMED) + " more"
        : names;
  }

  /**
   * Names of variables that would have an allowed program run something else, in order. Asks the
   * file system.
   *
   * @param environment what somebody wants to add to a program's environment
   */
  List<String> forbidden(Map<String, String> environment) {
    if (!hasList()) {
      return List.of();
    }
    return environment.entrySet().stream()
        .filter(variable ->
            variable.getKey().equals("PATH")
                ? !isSearched(variable.getValue())
                : CodeVariables.contains(variable.getKey()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** A PATH of the hub's own folders, in whatever order, leads to nothing else. */
  private boolean isSearched(String path) {
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (!entry.startsWith("/") || real(Path.of(entry)).filter(searched::contains).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
