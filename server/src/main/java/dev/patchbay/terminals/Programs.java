package dev.patchbay.terminals;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.BlockingPoolException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the program that a command names, as the program's own environment would. */
public final class Programs {
  /** Some 100,000 users. */
  private static final int MAX_PASSWD_BYTES = 8 * 1024 * 1024;

  /** They know -l. */
  private static final Set<String> SHELLS = Set.of("bash", "zsh", "sh", "dash", "fish", "ksh");

  /** What became of a name. */
  public sealed interface Found {
    record Executable(Path path) implements Found {}

    record Missing(String code, String detail) implements Found {}
  }

  private Programs() {}

  /**
   * Blocks, so this is to be called inside of one of the pool's calls.
   *
   * @param name as the first word of a command: with a separator a path from the folder, else
   *     looked for on the PATH
   */
  public static Found find(BlockingPool pool, String name, Path folder, String searchPath) {
    try {
      if (name.contains("/") || name.contains(File.separator)) {
        Path path = folder.resolve(name).normalize();
        pool.entering(path);
        return judge(name, path);
      }
      Found last = new Found.Missing("command-not-found", "\"" + name + "\" is not on the PATH.");
      for (String directory : searchPath.split(File.pathSeparator, -1)) {
        // An empty or relative entry would make the result depend on where the hub was started.
        if (!directory.isEmpty()
            && Path.of(directory).isAbsolute()
            && answers(pool, Path.of(directory))) {
          Path candidate = Path.of(directory).resolve(name);
          if (Files.isRegularFile(candidate)) {
            Found found = judge(name, candidate);
            if (found instanceof Found.Executable) {
              return found;
            }
            last = found;
          }
        }
      }
      return last;
    } catch (InvalidPathException e) {
      return new Found.Missing("command-not-found", "\"" + name + "\" cannot be a file's name.");
    }
  }

  /** A folder on a mount that is known to be dead has no programs. */
  private static boolean answers(BlockingPool pool, Path directory) {
    try {
      pool.entering(directory);
      return true;
    } catch (BlockingPoolException e) {
      return false;
    }
  }

  private static Found judge(String name, Path path) {
    if (Files.isDirectory(path)) {
      return new Found.Missing("command-is-directory", "\"" + name + "\" is a directory.");
    }
    if (!Files.exists(path)) {
      return new Found.Missing("command-not-found", "There is no file \"" + name + "\".");
    }
    if (!Files.isExecutable(path)) {
      return new Found.Missing("command-not-executable", "\"" + name + "\" is not executable.");
    }
    return new Found.Executable(path);
  }

  /** The user's login shell: SHELL, else what /etc/passwd says, else /bin/sh. */
  static List<String> loginShell(Map<String, String> environment) {
    if (File.separatorChar == '\\') {
      return List.of(environment.getOrDefault("ComSpec", "cmd.exe"));
    }
    String shell = environment.getOrDefault("SHELL", "");
    if (!Files.isExecutable(Path.of(shell)) || !shell.startsWith("/")) {
      shell = shellOf(System.getProperty("user.name"));
    }
    return SHELLS.contains(Path.of(shell).toFile().getName())
        ? List.of(shell, "-l")
        : List.of(shell);
  }

  private static String shellOf(String user) {
    try {
      return BoundedFile.lines(Path.of("/etc/passwd"), MAX_PASSWD_BYTES).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length == 7 && fields[0].equals(user))
          .map(fields -> fields[6])
          .filter(shell -> shell.startsWith("/") && Files.isExecutable(Path.of(shell)))
          .findFirst()
          .orElse("/bin/sh");
    } catch (IOException e) {
      return "/bin/sh";
    }
  }
}
