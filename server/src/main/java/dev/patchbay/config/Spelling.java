package dev.patchbay.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How keys are written, and what somebody may have meant by one that is not known. */
final class Spelling {
  private Spelling() {}

  /** {@code lower-dash} of {@code camelCase}. */
  static String dashed(String key) {
    StringBuilder dashed = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isUpperCase(c)) {
        dashed.append('-');
      }
      dashed.append(Character.toLowerCase(c));
    }
    return dashed.toString();
  }

  /** {@code camelCase} of {@code lower-dash}. */
  static String camel(String dashed) {
    StringBuilder camel = new StringBuilder();
    for (String word : dashed.split("-", -1)) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  /** Of the known names the closest, if any is close. */
  static Optional<String> closest(String name, Collection<String> known) {
    String plain = name.replace('_', '-');
    return known.stream()
        .filter(candidate -> distance(plain, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(plain, candidate)))
        .or(() ->
            known.stream()
                .filter(candidate -> candidate.length() >= 3 && plain.startsWith(candidate))
                .findFirst());
  }

  /** Characters to insert, to delete or to replace, as Levenshtein has it. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
