package dev.patchbay.detectors.catalogue;

import dev.patchbay.bounded.UserPattern;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of paths: {@code *} is any one name, {@code **} any number of them, {@code ~} the home
 * folder, {@code {package}} and {@code {version}} are names to be read from the path.
 */
public final class PathPattern {
  private static final Pattern PIECE =
      Pattern.compile("\\*\\*/?|\\*|\\{package}|\\{version}|[^*{]+|\\{");

  private static final Set<String> SPECIAL = Set.of("**", "**/", "*", "{package}", "{version}");

  private final String text;
  private final UserPattern regex;

  /** The longest piece that stands in all paths that match: most paths are told apart by it. */
  private final String literal;

  /**
   * What a path says of a program.
   *
   * @param packageName what it belongs to; empty where the path does not say
   * @param version empty where the path does not say
   */
  public record Match(Optional<String> packageName, Optional<String> version) {}

  private PathPattern(String text, UserPattern regex, String literal) {
    this.text = text;
    this.regex = regex;
    this.literal = literal;
  }

  /**
   * @param home replaces a ~ at the beginning
   * @throws IllegalArgumentException if the pattern cannot match any absolute path
   */
  public static PathPattern of(String text, Path home) {
    String absolute = text.startsWith("~/") ? home + text.substring(1) : text;
    if (!absolute.startsWith("/") && !absolute.startsWith("**")) {
      throw new IllegalArgumentException("must begin with /, ~/ or **");
    }
    StringBuilder regex = new StringBuilder();
    String literal = "";
    Matcher pieces = PIECE.matcher(absolute);
    while (pieces.find()) {
      if (!SPECIAL.contains(pieces.group()) && pieces.group().length() > literal.length()) {
        literal = pieces.group();
      }
      regex.append(
          switch (pieces.group()) {
            case "**", "**/" -> ".*";
            case "*" -> "[^/]*";
            // A scope is part of an npm package's name.
            case "{package}" -> "(?<package>(?:@[^/]+/)?[^/]+)";
            case "{version}" -> "(?<version>[^/]+)";
            default -> UserPattern.quote(pieces.group());
          });
    }
    return new PathPattern(text, UserPattern.of(regex.toString()), literal);
  }

  public Optional<Match> match(Path path) {
    String name = path.toString();
    return name.contains(literal)
        ? regex
            .groupsOfAll(name)
            .map(groups ->
                new Match(
                    Optional.ofNullable(groups.get("package")),
                    Optional.ofNullable(groups.get("version"))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
