package dev.patchbay.terminals;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has a shell mark its prompts and commands (OSC 133) and tell its folder (OSC 7), by scripts of
 * the hub's own that it reads beside the user's, which stay as they are. Shells that run a script
 * or a command are left alone.
 */
public final class ShellIntegration {
  private static final String FOLDER = "shell";
  private static final Set<String> INTERACTIVE_FLAGS = Set.of("-l", "--login", "-i");
  private static final Set<String> LOGIN_FLAGS = Set.of("-l", "--login");

  /** For scripts that come after the user's own: where bash would be a login shell. */
  private static final String LOGIN = "PATCHBAY_LOGIN_SHELL";

  /** Where zsh is to look for the user's own files, when it has read the hub's. */
  private static final String USER_ZDOTDIR = "PATCHBAY_USER_ZDOTDIR";

  private static final String FISH_SCRIPT = "PATCHBAY_FISH_SCRIPT";

  private final DataDir dataDir;
  private final ReentrantLock lock = new ReentrantLock();

  /** Whether the scripts are there; guarded by the lock. */
  private boolean written;

  public ShellIntegration(DataDir dataDir) {
    this.dataDir = dataDir;
  }

  /** How a program is to be started. */
  record Start(List<String> argv, Map<String, String> environment) {
    Start {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * The same start, with integration where the program is a shell that somebody types into. Writes
   * files at first.
   */
  Start apply(Path executable, List<String> argv, Map<String, String> environment) {
    List<String> flags = argv.subList(1, argv.size());
    if (!INTERACTIVE_FLAGS.containsAll(flags) || !hasScripts()) {
      return new Start(argv, environment);
    }
    return switch (executable.toFile().getName()) {
      case "bash" -> bash(argv, environment);
      case "zsh" -> zsh(argv, environment);
      case "fish" -> fish(argv, environment);
      default -> new Start(argv, environment);
    };
  }

  /**
   * A login shell reads no file that it is told of, so the script does what a login shell would.
   */
  private Start bash(List<String> argv, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    if (argv.stream().anyMatch(LOGIN_FLAGS::contains)) {
      variables.put(LOGIN, "1");
    }
    return new Start(
        List.of(argv.getFirst(), "--init-file", path("bash", "integration.bash").toString()),
        variables);
  }

  private Start zsh(List<String> argv, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    if (environment.containsKey("ZDOTDIR")) {
      variables.put(USER_ZDOTDIR, environment.get("ZDOTDIR"));
    }
    variables.put("ZDOTDIR", folderOf(path("zsh", ".zshenv")));
    return new Start(argv, variables);
  }

  private Start fish(List<String> argv, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put(FISH_SCRIPT, path("fish", "integration.fish").toString());
    List<String> more = new ArrayList<>(argv);
    more.addAll(List.of("--init-command", "source $" + FISH_SCRIPT));
    return new Start(more, variables);
  }

  private static String folderOf(Path file) {
    return Objects.requireNonNull(file.getParent()).toString();
  }

  /** A shell must open whatever the disk does: without its script it opens without integration. */
  private boolean hasScripts() {
    lock.lock();
    try {
      if (!written) {
        boolean bash = write("bash", "integration.bash");
        boolean zsh = write("zsh", ".zshenv");
        boolean fish = write("fish", "integration.fish");
        written = bash && zsh && fish;
      }
      return written;
    } finally {
      lock.unlock();
    }
  }

  private Path path(String shell, String name) {
    return dataDir.path().resolve(FOLDER).resolve(shell).resolve(name);
  }

  private boolean write(String shell, String name) {
    String resource = FOLDER + "/" + shell + "/" + name.replaceFirst("^\\.", "");
    Path file = path(shell, name);
    try (InputStream in =
        Objects.requireNonNull(ShellIntegration.class.getResourceAsStream(resource), resource)) {
      byte[] script = in.readAllBytes();
      if (!Files.exists(file)
          || Files.size(file) != script.length
          || !Arrays.equals(BoundedFile.bytes(file, script.length), script)) {
        PrivateFiles.replace(file, script);
      }
      dataDir.storage().succeeded(file);
      return true;
    } catch (IOException e) {
      var _ = dataDir.storage().failed(file, e, this::hasScripts);
      return false;
    }
  }
}
