package dev.patchbay.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file a request asks for (RFC 9110, section 14): all of it, one range, or none
 * that there is.
 */
sealed interface ByteRange {
  Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  record Whole() implements ByteRange {}

  record Part(long first, long length) implements ByteRange {}

  record None() implements ByteRange {}

  /** Several ranges at once, and what is no range, count as no wish: then all of it is sent. */
  static ByteRange of(@Nullable String header, long size) {
    return Optional.ofNullable(header)
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(form -> of(form.group(1), form.group(2), size))
        .orElseGet(Whole::new);
  }

  private static ByteRange of(String first, String last, long size) {
    if (first.isEmpty()) {
      if (last.isEmpty()) {
        return new Whole();
      }
      long length = Math.min(Long.parseLong(last), size);
      return length == 0 ? new None() : new Part(size - length, length);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return new Whole();
    }
    return from >= size ? new None() : new Part(from, to - from + 1);
  }
}
