package dev.patchbay.detectors.catalogue;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that is given up where it takes too long: whoever writes one into a
 * catalogue or a request must not be able to stop the hub with it.
 */
public final class BoundedPattern {
  /** A thousand times what a sane pattern takes on the 64 KiB that a probe gives. */
  private static final Duration MATCHING = Duration.ofMillis(50);

  private final Pattern pattern;
  private final Duration limit;

  private BoundedPattern(Pattern pattern, Duration limit) {
    this.pattern = pattern;
    this.limit = limit;
  }

  /**
   * @param regex in which ^ and $ stand for the ends of lines
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public static BoundedPattern of(String regex) {
    return of(regex, MATCHING);
  }

  /**
   * The same with another limit.
   *
   * @param limit after which a text is taken for one that does not match
   */
  public static BoundedPattern of(String regex, Duration limit) {
    return new BoundedPattern(Pattern.compile(regex, Pattern.MULTILINE), limit);
  }

  public boolean isIn(CharSequence text) {
    return find(text).isPresent();
  }

  /** The first group of the first match, or all of it where there is no group that took part. */
  public Optional<String> firstGroup(CharSequence text) {
    return find(text)
        .map(match ->
            match.groupCount() > 0 && match.group(1) != null ? match.group(1) : match.group());
  }

  int groups() {
    return pattern.matcher("").groupCount();
  }

  private Optional<Matcher> find(CharSequence text) {
    Matcher matcher = pattern.matcher(new Bounded(text, System.nanoTime() + limit.toNanos()));
    try {
      return matcher.find() ? Optional.of(matcher) : Optional.empty();
    } catch (GivenUp | StackOverflowError e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }

  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A text that can be read until a moment only. */
  private record Bounded(CharSequence text, long deadlineNanos) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new GivenUp();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
