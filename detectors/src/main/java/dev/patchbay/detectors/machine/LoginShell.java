package dev.patchbay.detectors.machine;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.detectors.probe.Probe;
import dev.patchbay.detectors.probe.ProbeResult;
import dev.patchbay.detectors.probe.ProbeRunner;
import dev.patchbay.detectors.probe.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The environment that the user has in a terminal. Only an interactive login shell has it: what
 * version managers add stands in files that other shells do not read.
 */
public final class LoginShell {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Some 100,000 users. */
  private static final int MAX_PASSWD_BYTES = 8 * 1024 * 1024;

  /** Shells that take {@code -i -l -c} and whose printf knows {@code %s}. */
  private static final Set<String> KNOWN = Set.of("bash", "zsh", "fish", "sh", "dash", "ksh");

  /** Tells start-up files that nobody will type here. */
  private static final String RESOLVING = "PATCHBAY_RESOLVING_ENVIRONMENT";

  private static final List<String> START_UP_FILES =
      List.of(
          ".profile",
          ".bash_profile",
          ".bash_login",
          ".bashrc",
          ".zshenv",
          ".zprofile",
          ".zshrc",
          ".zlogin",
          ".config/fish/config.fish",
          ".kshrc");

  private static final List<Path> SYSTEM_FILES =
      List.of(
          Path.of("/etc/profile"),
          Path.of("/etc/bash.bashrc"),
          Path.of("/etc/zsh/zshrc"),
          Path.of("/etc/environment"));

  /** What became of the question. */
  public sealed interface Answer {
    /**
     * @param environment as the shell's own programs would have it
     * @param meanings what names are in the shell itself, by name: {@code a function}, or {@code an
     *     alias for "…"}
     */
    record Known(
        String shell, Map<String, String> environment, Map<String, String> meanings, Duration took)
        implements Answer {
      public Known {
        environment = Map.copyOf(environment);
        meanings = Map.copyOf(meanings);
      }
    }

    /** The shell could not be asked, so that the hub's own environment counts. */
    record Unknown(String shell, String reason) implements Answer {}

    default Optional<Map<String, String>> variables() {
      return switch (this) {
        case Known known -> Optional.of(known.environment());
        case Unknown _ -> Optional.empty();
      };
    }
  }

  private LoginShell() {}

  /**
   * Asks the user's shell. Blocks for five seconds at most, and a moment more to end it.
   *
   * @param files looks at the shell and its start-up files
   * @param own this process's environment
   */
  public static Answer ask(ProbeRunner runner, FileAccess files, Map<String, String> own, Path home)
      throws InterruptedException {
    String shell = shell(own);
    Path executable = Path.of(shell);
    if (!KNOWN.contains(executable.toFile().getName())
        || !files.ask(executable, () -> Files.isExecutable(executable)).orElse(false)) {
      return new Answer.Unknown(shell, "it is no shell that can be asked");
    }
    Optional<Exposure> exposure = exposedStartUpFile(files, home);
    if (exposure.isPresent()) {
      return new Answer.Unknown(
          shell,
          "somebody else could have written what it reads at its start: " + exposure.get().words());
    }
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String mark = HexFormat.of().formatHex(random);
    String say = "; printf '%s\\0' " + mark + "; ";
    String question =
        say.substring(2)
            + "/usr/bin/env -0"
            + say
            + ShellNames.question(executable.toFile().getName())
            + say
            + "exit";
    Map<String, String> environment = new HashMap<>(own);
    environment.put(RESOLVING, "1");
    environment.put(Probe.MARKER, mark);
    // A start-up file that starts a multiplexer would never come to an end.
    environment.put("TERM", "dumb");
    long start = System.nanoTime();
    try {
      ProbeResult result =
          runner.run(
              new Probe(
                  executable, List.of("-i", "-l", "-c", question), environment, home, TIMEOUT));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Reading(shell, mark, own, took).read(result);
    } finally {
      Sweep.end(mark);
    }
  }

  private static Optional<Exposure> exposedStartUpFile(FileAccess files, Path home) {
    Accounts accounts = Accounts.ofThisMachine();
    return startUpFiles(files, home).keySet().stream()
        .sorted()
        .map(file -> files.ask(file, () -> new PathTrust(accounts).exposure(file)))
        .flatMap(Optional::stream)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a shell printed, made an answer. */
  private record Reading(String shell, String mark, Map<String, String> own, Duration took) {
    Answer read(ProbeResult result) {
      return switch (result) {
        case ProbeResult.Ended(int code, String out, String _) ->
            known(out, "it ended with code " + code + " and did not tell its environment");
        // A background job may hold its output open although all has been said.
        case ProbeResult.TimedOut(String out, String _) ->
            known(out, "its start-up files take longer than " + TIMEOUT.toSeconds() + " s");
        case ProbeResult.Flooded(String out, String _) ->
            known(out, "its start-up files print without end");
        case ProbeResult.Failed(String reason) -> new Answer.Unknown(shell, reason);
      };
    }

    private Answer known(String out, String otherwise) {
      Optional<Map<String, String>> environment = environment(out);
      return environment.isPresent()
          ? new Answer.Known(shell, environment.get(), ShellNames.read(names(out)), took)
          : new Answer.Unknown(shell, otherwise);
    }

    /** Start-up files may print before and after it, so only what is between the marks counts. */
    private Optional<Map<String, String>> environment(String out) {
      int start = out.indexOf(mark + "\0");
      int end = out.indexOf("\0" + mark + "\0", start + 1);
      if (start < 0 || end < 0) {
        return Optional.empty();
      }
      Map<String, String> environment = new HashMap<>();
      for (String assignment : out.substring(start + mark.length() + 1, end).split("\0", -1)) {
        int equals = assignment.indexOf('=');
        if (equals > 0) {
          environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
      }
      environment.keySet().removeAll(Set.of(RESOLVING, "TERM", "SHLVL", "_", "PWD"));
      environment.keySet().removeIf(name -> name.startsWith(Probe.MARKER));
      Optional.ofNullable(own.get("TERM")).ifPresent(term -> environment.put("TERM", term));
      return environment.containsKey("PATH") ? Optional.of(environment) : Optional.empty();
    }

    /** What comes after the second mark, to the third if that was come to. */
    private String names(String out) {
      int start = out.indexOf("\0" + mark + "\0") + mark.length() + 2;
      int end = out.indexOf(mark + "\0", start);
      return out.substring(start, end < 0 ? out.length() : end);
    }
  }

  private static String shell(Map<String, String> own) {
    String shell = own.getOrDefault("SHELL", "");
    return shell.startsWith("/") ? shell : passwdShell();
  }

  private static String passwdShell() {
    String user = System.getProperty("user.name");
    try {
      return BoundedFile.lines(Path.of("/etc/passwd"), MAX_PASSWD_BYTES).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length == 7 && fields[0].equals(user))
          .map(fields -> fields[6])
          .findFirst()
          .orElse("/bin/sh");
    } catch (IOException e) {
      return "/bin/sh";
    }
  }

  /** The states of the start-up files: where they differ, the shell is worth asking again. */
  public static Map<Path, FileId> startUpFiles(FileAccess files, Path home) {
    Map<Path, FileId> states = new HashMap<>();
    Stream.concat(START_UP_FILES.stream().map(home::resolve), SYSTEM_FILES.stream())
        .forEach(file ->
            files
                .ask(file, () -> FileId.of(file))
                .flatMap(id -> id)
                .ifPresent(id -> states.put(file, id)));
    return states;
  }
}
