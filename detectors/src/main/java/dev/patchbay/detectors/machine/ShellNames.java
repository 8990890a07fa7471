package dev.patchbay.detectors.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a shell for its aliases and functions, by what is built into it: nothing is executed for
 * that.
 */
final class ShellNames {
  /** A longer alias is cut. */
  private static final int MOST_CHARACTERS = 200;

  /**
   * As bash, zsh, fish ({@code alias NAME=VALUE}, there with a space) and dash ({@code
   * NAME='VALUE'}) print them.
   */
  private static final Pattern ALIAS =
      Pattern.compile("(?:alias (?!-))?([^\\s='\"]+)[= ]('.*'|\\S.*)");

  private static final String FUNCTION = "declare -f ";

  private ShellNames() {}

  /**
   * @param shell the name of its program
   */
  static String question(String shell) {
    return switch (shell) {
      case "bash" -> "builtin alias -p; builtin declare -F";
      // Each function's name with the same words before it.
      case "zsh" -> "builtin alias -L; builtin print -rl -- '" + FUNCTION + "'${^${(k)functions}}";
      case "fish" -> "alias; for f in (functions -n); echo '" + FUNCTION + "'$f; end";
      default -> "alias";
    };
  }

  /** What names mean to the shell, by its answer to the question. */
  static Map<String, String> read(String answer) {
    Map<String, String> meanings = new HashMap<>();
    answer
        .lines()
        .forEach(line -> {
          if (line.startsWith("declare -f")) {
            meanings.putIfAbsent(line.substring(line.lastIndexOf(' ') + 1), "a function");
          } else {
            Matcher alias = ALIAS.matcher(line);
            if (alias.matches()) {
              meanings.put(alias.group(1), "an alias for \"" + unquoted(alias.group(2)) + "\"");
            }
          }
        });
    return meanings;
  }

  private static String unquoted(String value) {
    String bare =
        value.length() > 1 && value.startsWith("'") && value.endsWith("'")
            ? value.substring(1, value.length() - 1)
            : value;
    String text = bare.replace("'\\''", "'").replace("'\"'\"'", "'");
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
  }
}
