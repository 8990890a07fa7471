package dev.patchbay.terminals;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.OsException;
import dev.patchbay.security.ExecPolicy;
import dev.patchbay.security.RefusedStart;
import dev.patchbay.terminals.pty.PtySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a request into something that can be started, or says what is wrong with it. */
public final class Launches {
  private static final int DEFAULT_COLS = 80;
  private static final int DEFAULT_ROWS = 24;

  private static final String ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LENGTH = 8;

  /** Of what is started, for the policy. */
  private static final String KIND = "terminal";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final BlockingPool pool;
  private volatile TerminalEnvironment environment;
  private final Map<String, String> hubEnvironment;
  private final Supplier<Map<String, String>> programEnvironment;
  private final ExecPolicy policy;
  private final ShellIntegration shellIntegration;
  private volatile boolean integrates;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param hubEnvironment what the hub itself was started with; login shells make theirs of it
   * @param programEnvironment what other programs find; may have to be waited for
   * @param policy asked about everything that is to be started
   * @param shellIntegration for the shells that are to have it
   * @param version what programs are told of this one's
   */
  public Launches(
      BlockingPool pool,
      Map<String, String> hubEnvironment,
      Supplier<Map<String, String>> programEnvironment,
      TerminalSettings settings,
      ExecPolicy policy,
      ShellIntegration shellIntegration,
      String version) {
    this.pool = pool;
    this.hubEnvironment = Map.copyOf(hubEnvironment);
    this.programEnvironment = programEnvironment;
    this.environment = new TerminalEnvironment(settings, version);
    this.policy = policy;
    this.shellIntegration = shellIntegration;
    this.integrates = settings.shellIntegration();
  }

  /** For what is opened from now on. */
  void retune(TerminalSettings changed) {
    environment = environment.with(changed);
    integrates = changed.shellIntegration();
  }

  sealed interface Prepared {
    record Ready(String id, Terminal.Launch launch, PtySpec spec) implements Prepared {}

    record Refused(OpenResult result) implements Prepared {}
  }

  /**
   * Where it is to start, as the request names it: whose file system has to answer. May wait for
   * what programs find in their environment, so not in a call of the pool.
   */
  Path wantedFolder(OpenRequest request) {
    var _ = inherited(request);
    try {
      return folder(request.cwd(), request.env());
    } catch (IllegalArgumentException e) {
      return Path.of("/");
    }
  }

  /**
   * @param variables of the program, whose home is where it starts when nobody says otherwise
   * @throws IllegalArgumentException if it cannot be a path, or counts from nothing
   */
  private Path folder(@Nullable String cwd, Map<String, String> variables) {
    if (cwd == null) {
      return Path.of("/")
          .resolve(variables.getOrDefault("HOME", BaseFolders.home(hubEnvironment).toString()));
    }
    return BaseFolders.ofRequests(hubEnvironment).resolve(cwd);
  }

  /** Asks the file system, so in a call of the pool. */
  Prepared prepare(OpenRequest request) {
    for (Map.Entry<String, String> variable : request.env().entrySet()) {
      if (!VARIABLE.matcher(variable.getKey()).matches() || hasNul(variable.getValue())) {
        return invalid(
            "invalid-environment",
            "/env/" + variable.getKey(),
            "\"" + variable.getKey() + "\" cannot be a variable, or its value holds a NUL.");
      }
    }
    List<String> command =
        Objects.requireNonNullElseGet(request.command(), () -> Programs.loginShell(hubEnvironment));
    for (int i = 0; i < command.size(); i++) {
      if (hasNul(command.get(i))) {
        return invalid("invalid-argument", "/command/" + i, "An argument cannot hold a NUL.");
      }
    }
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      return invalid("invalid-argument", "/command", "A command needs a program to run.");
    }
    String id = newId();
    Map<String, String> variables = environment.build(inherited(request), id, request.env());
    Path wanted;
    Path folder;
    try {
      wanted = folder(request.cwd(), variables);
    } catch (IllegalArgumentException e) {
      return invalid("malformed-request", "/cwd", e.getMessage() + ".");
    }
    try {
      folder = request.cwd() == null ? policy.start(wanted) : wanted.toRealPath();
    } catch (IOException e) {
      return invalid(
          "folder-not-found",
          "/cwd",
          request.cwd() == null
              ? "There is no home folder \"" + wanted + "\", and no other one was named."
              : "There is no folder \"" + wanted + "\".");
    }
    if (!Files.isDirectory(folder)) {
      return invalid("not-a-folder", "/cwd", "\"" + wanted + "\" is not a folder.");
    }
    String program = command.getFirst();
    Optional<RefusedStart> refusal =
        policy
            .refuseFolder(KIND, program, folder)
            .or(() ->
                request.ownEnv()
                    ? Optional.empty()
                    : policy.refuseVariables(KIND, program, request.env()));
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    return switch (Programs.find(pool, program, folder, variables.getOrDefault("PATH", ""))) {
      case Programs.Found.Missing missing ->
          invalid(missing.code(), "/command/0", missing.detail());
      case Programs.Found.Executable(Path executable) ->
          policy
              .refuseProgram(
                  KIND, program, executable, request.command() == null ? "/command" : "/command/0")
              .map(Launches::refused)
              .orElseGet(() -> ready(id, request, command, folder, executable, variables));
    };
  }

  private static Prepared refused(RefusedStart refusal) {
    return new Prepared.Refused(
        new OpenResult.Forbidden(refusal.code(), refusal.pointer(), refusal.detail()));
  }

  private Map<String, String> inherited(OpenRequest request) {
    return request.command() == null ? hubEnvironment : programEnvironment.get();
  }

  private Prepared ready(
      String id,
      OpenRequest request,
      List<String> command,
      Path folder,
      Path executable,
      Map<String, String> variables) {
    int cols = Objects.requireNonNullElse(request.cols(), DEFAULT_COLS);
    int rows = Objects.requireNonNullElse(request.rows(), DEFAULT_ROWS);
    boolean integrated = Objects.requireNonNullElse(request.shellIntegration(), integrates);
    ShellIntegration.Start start =
        integrated
            ? shellIntegration.apply(executable, command, variables)
            : new ShellIntegration.Start(command, variables);
    String name = Objects.requireNonNullElse(request.name(), executable.toFile().getName());
    return new Prepared.Ready(
        id,
        new Terminal.Launch(request, command, folder, name, cols, rows),
        new PtySpec(
            executable,
            start.argv(),
            start.environment(),
            TerminalEnvironment.MARKER,
            folder,
            cols,
            rows));
  }

  /** What the system said when it was asked to start the program. */
  static OpenResult explain(OsException e) {
    return switch (e.reason()) {
      case OUT_OF_RESOURCES -> new OpenResult.Full(e.text());
      case NOT_FOUND -> new OpenResult.Invalid("command-not-found", "/command/0", e.text());
      case NOT_EXECUTABLE ->
          new OpenResult.Invalid("command-not-executable", "/command/0", e.text());
      case TOO_MANY_ARGUMENTS -> new OpenResult.Invalid("too-many-arguments", "/command", e.text());
      case NOT_SUPPORTED -> new OpenResult.NotSupported(e.text());
      case OTHER -> new OpenResult.Invalid("cannot-start", "/command", e.text());
    };
  }

  private static Prepared invalid(String code, String pointer, String detail) {
    return new Prepared.Refused(new OpenResult.Invalid(code, pointer, detail));
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  /** Some 10^12 of them: never the same twice, not guessable, and short enough to type. */
  private String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }
}
