package dev.patchbay.health;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that a user wrote, in the syntax of RE2: without look-around and references
 * back, so that looking takes time in proportion to the text, whatever the expression.
 */
final class UserPattern {
  private final Pattern pattern;

  private UserPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static UserPattern of(String text) {
    try {
      return new UserPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no regular expression of RE2: " + e.getDescription(), e);
    }
  }

  boolean isIn(String text) {
    return pattern.matcher(text).find();
  }
}
