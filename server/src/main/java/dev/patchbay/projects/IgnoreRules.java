package dev.patchbay.projects;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.bounded.Glob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ignore files of a folder say of the folders in it (gitignore(5)). The last rule that
 * fits counts; a rule may take back another. Whoever wrote them cannot make a look take long: a
 * pattern never backtracks, and all that is read in one look has a bound.
 *
 * @param folder where the ignore files lie
 */
record IgnoreRules(Path folder, List<Rule> rules) {
  private static final List<String> FILES = List.of(".gitignore", ".ignore");

  /** What is read of one file; nobody writes so much by hand. */
  static final int MAX_FILE_BYTES = 64 * 1024;

  /** Beyond this it is not read. */
  private static final int MAX_RULES = 1_000;

  /** No path has more characters (PATH_MAX of Linux). */
  private static final int MAX_PATTERN = 4_096;

  /**
   * @param anyDepth whether it is of a name, wherever that is, and not of a path from the folder
   */
  record Rule(Glob glob, boolean anyDepth, boolean ignores) {}

  /** What may still be read in one look through many folders. */
  static final class Budget {
    private long bytes;

    Budget(long bytes) {
      this.bytes = bytes;
    }

    boolean isSpent() {
      return bytes <= 0;
    }
  }

  IgnoreRules {
    rules = List.copyOf(rules);
  }

  /** Reads the ignore files of a folder; most have none. */
  static IgnoreRules of(Path folder, Budget budget) {
    List<Rule> rules = new ArrayList<>();
    for (String name : FILES) {
      if (!budget.isSpent()) {
        // A file that cannot be read names nothing.
        String text = BoundedFile.beginning(folder.resolve(name), MAX_FILE_BYTES).orElse("");
        budget.bytes -= text.length();
        text.lines().limit(MAX_RULES).forEach(line -> parse(line).ifPresent(rules::add));
      }
    }
    return new IgnoreRules(folder, rules);
  }

  /** Whether a folder below is ignored; empty where no rule says anything of it. */
  Optional<Boolean> ignores(Path below) {
    String path = folder.relativize(below).toString();
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (Rule rule : rules.reversed()) {
      if (rule.glob().matches(rule.anyDepth() ? name : path)) {
        return Optional.of(rule.ignores());
      }
    }
    return Optional.empty();
  }

  private static Optional<Rule> parse(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.length() > MAX_PATTERN) {
      return Optional.empty();
    }
    boolean ignores = !text.startsWith("!");
    String pattern = ignores ? text : text.substring(1);
    pattern = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
    // With a slash in it a pattern begins at its file's folder, else it is a name at any depth.
    boolean anyDepth = !pattern.contains("/");
    return Glob.of(pattern.startsWith("/") ? pattern.substring(1) : pattern)
        .map(glob -> new Rule(glob, anyDepth, ignores));
  }
}
