package dev.patchbay.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant by a name that is not known. */
final class Spelling {
  private Spelling() {}

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
