package dev.patchbay.bounded;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large the program of a regular expression becomes, before it is compiled: {@code
 * ((a{100}){100}){100}} are a million steps and a hundred megabytes.
 */
final class PatternSize {
  /** Steps. Each character of a text may take all of them, some nanoseconds each. */
  private static final long MOST = 2_000;

  private final String pattern;
  private int at;

  /** Of the group that is being read. */
  private long sum;

  /** Of what a repetition would be about. */
  private long last;

  private final Deque<Long> outer = new ArrayDeque<>();

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException if it is too large
   */
  static void check(String pattern) {
    PatternSize size = new PatternSize(pattern);
    while (size.at < pattern.length()) {
      size.step();
      if (size.sum > MOST) {
        throw new IllegalArgumentException(
            "the regular expression is too large: with its repetitions written out it has more than"
                + " "
                + MOST
                + " parts");
      }
    }
  }

  private void step() {
    switch (pattern.charAt(at++)) {
      case '\\' -> escape();
      case '[' -> characterClass();
      case '(' -> {
        outer.push(sum);
        sum = 0;
        last = 0;
      }
      case ')' -> {
        long group = sum + 2;
        sum = outer.isEmpty() ? 0 : outer.pop();
        add(group);
      }
      case '{' -> repetition();
      case '*', '+', '?', '|' -> sum++;
      default -> add(1);
    }
  }

  private void add(long size) {
    last = size;
    sum += size;
  }

  private void escape() {
    if (pattern.startsWith("Q", at)) {
      int end = pattern.indexOf("\\E", at);
      int from = at + 1;
      at = end < 0 ? pattern.length() : end + 2;
      sum += (end < 0 ? at : end) - from;
      last = 1;
    } else {
      at++;
      add(1);
    }
  }

  private void characterClass() {
    if (pattern.startsWith("^", at)) {
      at++;
    }
    // A bracket that comes first stands for itself.
    int first = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    add(1);
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else stands for itself. */
  private void repetition() {
    int end = pattern.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : pattern.substring(at, end).split(",", -1);
    long most = 0;
    for (String bound : bounds) {
      if (bound.length() > 4 || !bound.chars().allMatch(c -> c >= '0' && c <= '9')) {
        most = -1;
        break;
      }
      most = Math.max(most, bound.isEmpty() ? 0 : Long.parseLong(bound));
    }
    if (most <= 0 || bounds.length > 2) {
      add(1);
      return;
    }
    sum += last * (most - 1);
    last *= most;
    at = end + 1;
  }
}
