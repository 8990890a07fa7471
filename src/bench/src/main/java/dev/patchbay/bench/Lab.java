package dev.patchbay.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where and with what is measured. */
final class Lab {
  private final Path root;
  private final Path scratch;
  private final int runs;

  /** C helpers by name, once they were asked for; empty where they cannot be compiled. */
  private final Map<String, Optional<Path>> helpers = new HashMap<>();

  /**
   * @param root the checkout
   * @param scratch a folder that is thrown away afterwards
   * @param runs how often each measurement is repeated
   */
  Lab(Path root, Path scratch, int runs) {
    this.root = root;
    this.scratch = scratch;
    this.runs = runs;
  }

  int runs() {
    return runs;
  }

  /** The script that starts the hub. */
  Path starter() {
    return root.resolve("patchbay");
  }

  /** The page's sources, with its packages installed. */
  Path web() {
    return root.resolve("web");
  }

  Path scratch() {
    return scratch;
  }

  Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(scratch, name);
  }

  /** The path on which ttyd is, from TTYD or PATH. */
  Optional<Path> ttyd() {
    return Optional.ofNullable(System.getenv("TTYD")).map(Path::of).or(() -> onPath("ttyd"));
  }

  /** The path on which envinfo is, from ENVINFO or PATH. */
  Optional<Path> envinfo() {
    return Optional.ofNullable(System.getenv("ENVINFO")).map(Path::of).or(() -> onPath("envinfo"));
  }

  /** The path on which pm2 is, from PM2 or PATH. */
  Optional<Path> pm2() {
    return Optional.ofNullable(System.getenv("PM2")).map(Path::of).or(() -> onPath("pm2"));
  }

  /** The path on which supervisord is, from SUPERVISORD or PATH. */
  Optional<Path> supervisord() {
    return Optional.ofNullable(System.getenv("SUPERVISORD"))
        .map(Path::of)
        .or(() -> onPath("supervisord"));
  }

  /** Whether the programs that only some benchmarks need are here. */
  static boolean has(String program) {
    return onPath(program).isPresent();
  }

  /** A program of src/main/c, compiled where there is a compiler. */
  Optional<Path> helper(String name) throws IOException, InterruptedException {
    Optional<Path> known = helpers.get(name);
    if (known == null) {
      known = compile(name);
      helpers.put(name, known);
    }
    return known;
  }

  private Optional<Path> compile(String name) throws IOException, InterruptedException {
    Optional<Path> compiler = onPath("cc");
    if (compiler.isEmpty()) {
      return Optional.empty();
    }
    Path source = root.resolve("src/bench/src/main/c").resolve(name + ".c");
    Path program = scratch.resolve(name);
    List<String> command =
        new ArrayList<>(List.of(compiler.get().toString(), "-O2", "-o", program.toString()));
    command.addAll(List.of(source.toString(), "-lutil"));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("cc failed on " + source);
    }
    return Optional.of(program);
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
