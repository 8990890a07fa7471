package dev.patchbay.terminals;

import java.util.List;
import java.util.Set;

/** Tells shells from other programs. */
final class Shells {
  private static final Set<String> NAMES =
      Set.of("ash", "bash", "csh", "dash", "fish", "ksh", "nu", "pwsh", "sh", "tcsh", "zsh");

  private Shells() {}

  /**
   * @param program a file's name without its folder, or what a process calls itself
   */
  static boolean isShell(String program) {
    return NAMES.contains(program);
  }

  /** Whether a command starts a shell at which somebody types, and no script. */
  static boolean asksForCommands(List<String> command) {
    String path = command.getFirst();
    return isShell(path.substring(path.lastIndexOf('/') + 1))
        && command.stream().skip(1).allMatch(word -> word.startsWith("-") && !word.equals("-c"));
  }
}
