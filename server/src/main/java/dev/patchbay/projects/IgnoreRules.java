package dev.patchbay.projects;

import dev.patchbay.detectors.catalogue.BoundedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ignore files of a folder say of the folders in it (gitignore(5)). The last rule that
 * fits counts; a rule may take back another.
 *
 * @param folder where the ignore files lie
 */
record IgnoreRules(Path folder, List<Rule> rules) {
  private static final List<String> FILES = List.of(".gitignore", ".ignore");

  /** Beyond this it is not read: nobody writes so many by hand. */
  private static final int MAX_RULES = 1_000;

  private static final Pattern PIECE = Pattern.compile("\\*\\*/|/\\*\\*$|\\*|\\?|[^*?/]+|/");

  private record Rule(BoundedPattern path, boolean ignores) {}

  /** Reads the ignore files of a folder; most have none. */
  static IgnoreRules of(Path folder) {
    List<Rule> rules = new ArrayList<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try (var lines = Files.lines(file)) {
          lines.limit(MAX_RULES).forEach(line -> parse(line).ifPresent(rules::add));
        } catch (IOException | java.io.UncheckedIOException e) {
          // A file that cannot be read names nothing.
        }
      }
    }
    return new IgnoreRules(folder, rules);
  }

  /** Whether a folder below is ignored; empty where no rule says anything of it. */
  Optional<Boolean> ignores(Path below) {
    String path = folder.relativize(below).toString();
    Optional<Boolean> verdict = Optional.empty();
    for (Rule rule : rules) {
      if (rule.path().isIn(path)) {
        verdict = Optional.of(rule.ignores());
      }
    }
    return verdict;
  }

  private static Optional<Rule> parse(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean ignores = !text.startsWith("!");
    String pattern = (ignores ? text : text.substring(1)).replaceFirst("/$", "");
    // With a slash in it a pattern begins at its file's folder, else it is a name at any depth.
    String from = pattern.contains("/") ? "" : "(?:.*/)?";
    StringBuilder regex = new StringBuilder(from);
    Matcher pieces = PIECE.matcher(pattern.startsWith("/") ? pattern.substring(1) : pattern);
    while (pieces.find()) {
      regex.append(
          switch (pieces.group()) {
            case "**/" -> "(?:.*/)?";
            case "/**" -> "/.*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default -> Pattern.quote(pieces.group());
          });
    }
    return Optional.of(new Rule(BoundedPattern.of("\\A" + regex + "\\z"), ignores));
  }
}
