package dev.patchbay.bounded;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pattern of gitignore(5) for a whole path. It never goes back in the text: a match takes at most
 * the pattern's length times the text's, whatever the pattern is.
 */
public final class Glob {
  /** What a matcher does at one place of a pattern. */
  private sealed interface Step {
    /** One character. */
    record Literal(int character) implements Step {}

    /** One character of a set, never a slash. */
    record OneOf(List<Range> ranges, boolean negated) implements Step {}

    /** Any one character but a slash. */
    record AnyOne() implements Step {}

    /** Any number of characters without a slash. */
    record Star() implements Step {}

    /** Any number of folders, each with the slash behind it. */
    record Folders() implements Step {}

    /** Whatever follows. */
    record Rest() implements Step {}
  }

  /** Those of ASCII, so that a long pattern takes a reference a character and no more. */
  private static final List<Step> LITERALS =
      IntStream.range(0, 128).<Step>mapToObj(Step.Literal::new).toList();

  private record Range(int first, int last) {}

  private final List<Step> steps;

  /** Whether a part of it stands for more than one name. */
  private final boolean acrossFolders;

  private Glob(List<Step> steps) {
    this.steps = steps;
    acrossFolders =
        steps.stream().anyMatch(step -> step instanceof Step.Folders || step instanceof Step.Rest);
  }

  /**
   * Reads a pattern: {@code *}, {@code ?}, {@code [a-z]} and <code>**</code> as in gitignore(5),
   * and a backslash that takes away the meaning of the next character.
   *
   * @return empty if it is no pattern: a backslash at its end
   */
  public static Optional<Glob> of(String pattern) {
    int[] text = pattern.codePoints().toArray();
    List<Step> steps = new ArrayList<>(text.length);
    int at = 0;
    while (at < text.length) {
      switch (text[at]) {
        case '\\' -> {
          if (at + 1 == text.length) {
            return Optional.empty();
          }
          steps.add(literal(text[at + 1]));
          at += 2;
        }
        case '?' -> {
          steps.add(new Step.AnyOne());
          at++;
        }
        case '*' -> at = stars(text, at, steps);
        case '[' -> at = set(text, at, steps);
        default -> {
          steps.add(literal(text[at]));
          at++;
        }
      }
    }
    return Optional.of(new Glob(List.copyOf(steps)));
  }

  private static Step literal(int character) {
    return character < LITERALS.size() ? LITERALS.get(character) : new Step.Literal(character);
  }

  private static int stars(int[] text, int from, List<Step> steps) {
    int end = from;
    while (end < text.length && text[end] == '*') {
      end++;
    }
    boolean wholeName = end - from == 2 && (from == 0 || text[from - 1] == '/');
    if (wholeName && end < text.length && text[end] == '/') {
      // Two of them stand for what one does.
      if (steps.isEmpty() || !(steps.getLast() instanceof Step.Folders)) {
        steps.add(new Step.Folders());
      }
      return end + 1;
    }
    steps.add(wholeName && end == text.length ? new Step.Rest() : new Step.Star());
    return end;
  }

  /** A set without an end stands for its own first character. */
  private static int set(int[] text, int from, List<Step> steps) {
    int at = from + 1;
    boolean negated = at < text.length && (text[at] == '!' || text[at] == '^');
    at += negated ? 1 : 0;
    int first = at;
    List<Range> ranges = new ArrayList<>();
    while (at < text.length && (text[at] != ']' || at == first)) {
      at += text[at] == '\\' && at + 1 < text.length ? 1 : 0;
      int low = text[at];
      int high = low;
      if (at + 2 < text.length && text[at + 1] == '-' && text[at + 2] != ']') {
        high = text[at + 2];
        at += 2;
      }
      ranges.add(new Range(low, high));
      at++;
    }
    if (at >= text.length) {
      steps.add(literal('['));
      return from + 1;
    }
    steps.add(new Step.OneOf(List.copyOf(ranges), negated));
    return at + 1;
  }

  /** Whether the pattern stands for all of a text. */
  public boolean matches(String text) {
    return acrossFolders ? matchesByPlaces(text) : matchesByLastStar(text);
  }

  /**
   * Without <code>**</code> only the latest star has to be tried again with one character more: a
   * star ends at a slash, so what stands before that is settled, and within a name it is best to
   * have as little as possible behind the stars before.
   */
  private boolean matchesByLastStar(String text) {
    int place = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    while (true) {
      if (place < steps.size() && steps.get(place) instanceof Step.Star) {
        star = place++;
        starAt = at;
        continue;
      }
      if (at == text.length() && place == steps.size()) {
        return true;
      }
      if (at < text.length() && place < steps.size()) {
        int character = text.codePointAt(at);
        if (takes(steps.get(place), character)) {
          place++;
          at += Character.charCount(character);
          continue;
        }
      }
      if (star < 0 || starAt == text.length() || text.charAt(starAt) == '/') {
        return false;
      }
      starAt += Character.charCount(text.codePointAt(starAt));
      at = starAt;
      place = star + 1;
    }
  }

  /** Goes through the text once with all places of the pattern that may have been come to. */
  private boolean matchesByPlaces(String text) {
    BitSet places = new BitSet(steps.size() + 1);
    BitSet next = new BitSet(steps.size() + 1);
    enter(places, 0);
    for (int i = 0; i < text.length() && !places.isEmpty(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      next.clear();
      for (int place = places.nextSetBit(0);
          place >= 0 && place < steps.size();
          place = places.nextSetBit(place + 1)) {
        step(place, character, next);
      }
      BitSet spent = places;
      places = next;
      next = spent;
    }
    return places.get(steps.size());
  }

  private void step(int place, int character, BitSet next) {
    boolean slash = character == '/';
    Step step = steps.get(place);
    switch (step) {
      case Step.Literal _, Step.OneOf _, Step.AnyOne() -> {
        if (takes(step, character)) {
          enter(next, place + 1);
        }
      }
      case Step.Star() -> {
        if (!slash) {
          enter(next, place);
        }
      }
      case Step.Folders() -> {
        // Within the name of a folder there is no way out but its slash.
        next.set(place);
        if (slash) {
          enter(next, place + 1);
        }
      }
      case Step.Rest() -> enter(next, place);
    }
  }

  /** Whether a step that stands for one character stands for this one. */
  private static boolean takes(Step step, int character) {
    return switch (step) {
      case Step.Literal(int wanted) -> wanted == character;
      case Step.OneOf(List<Range> ranges, boolean negated) ->
          character != '/'
              && negated
                  != ranges.stream().anyMatch(r -> r.first() <= character && character <= r.last());
      case Step.AnyOne() -> character != '/';
      case Step.Star(), Step.Folders(), Step.Rest() -> false;
    };
  }

  /** Comes to a place, and to those behind it that may stand for nothing. */
  private void enter(BitSet places, int place) {
    int at = place;
    while (at < steps.size() && mayBeNothing(steps.get(at))) {
      places.set(at);
      at++;
    }
    places.set(at);
  }

  private static boolean mayBeNothing(Step step) {
    return switch (step) {
      case Step.Star(), Step.Folders(), Step.Rest() -> true;
      case Step.Literal _, Step.OneOf _, Step.AnyOne() -> false;
    };
  }
}
