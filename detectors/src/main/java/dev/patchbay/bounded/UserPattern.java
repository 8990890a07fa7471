package dev.patchbay.bounded;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A regular expression that somebody else wrote, in the syntax of RE2: without look-around and
 * references back, so that looking takes time in proportion to the text, whatever the expression.
 * All that are not constants of the hub's own are one of these.
 */
public final class UserPattern {
  private final Pattern pattern;

  private UserPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @param text in which ^ and $ stand for the ends of what is looked through
   * @throws IllegalArgumentException if it is none, or too large
   */
  public static UserPattern of(String text) {
    return of(text, 0);
  }

  /** The same with ^ and $ standing for the ends of lines. */
  public static UserPattern ofLines(String text) {
    return of(text, Pattern.MULTILINE);
  }

  private static UserPattern of(String text, int flags) {
    PatternSize.check(text);
    try {
      return new UserPattern(Pattern.compile(text, flags));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no regular expression of RE2: " + e.getDescription(), e);
    }
  }

  /** A pattern that matches a text as it stands, to be part of another one. */
  public static String quote(String text) {
    return Pattern.quote(text);
  }

  public boolean isIn(CharSequence text) {
    return pattern.matcher(text).find();
  }

  /** The first group of the first match, or all of it where there is no group that took part. */
  public Optional<String> firstGroup(CharSequence text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String group = matcher.groupCount() > 0 ? matcher.group(1) : null;
    return Optional.of(group == null ? matcher.group() : group);
  }

  /**
   * The named groups that took part in a match of all of a text; empty if it does not match.
   *
   * @return by name
   */
  public Optional<Map<String, String>> groupsOfAll(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> groups = new LinkedHashMap<>();
    for (String name : pattern.namedGroups().keySet()) {
      String group = matcher.group(name);
      if (group != null) {
        groups.put(name, group);
      }
    }
    return Optional.of(groups);
  }

  /** How many groups it has. */
  public int groups() {
    return pattern.groupCount();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
