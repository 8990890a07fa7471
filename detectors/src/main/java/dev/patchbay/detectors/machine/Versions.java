package dev.patchbay.detectors.machine;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions in the order in which people count them: by their numbers, a pre-release earlier. */
public final class Versions {
  private static final Pattern PIECE = Pattern.compile("\\d+|[a-zA-Z]+");

  public static final Comparator<String> ORDER = Versions::compare;
  static final Comparator<String> NEWEST_FIRST = ORDER.reversed();

  private Versions() {}

  public static boolean isNewer(String version, String than) {
    return compare(version, than) > 0;
  }

  private static int compare(String one, String other) {
    Matcher left = PIECE.matcher(withoutBuild(one));
    Matcher right = PIECE.matcher(withoutBuild(other));
    while (true) {
      boolean more = left.find();
      if (more != right.find()) {
        // 1.2.1 is newer than 1.2, but 1.2-rc1 is older.
        String rest = more ? left.group() : right.group();
        int longer = Character.isDigit(rest.charAt(0)) ? 1 : -1;
        return more ? longer : -longer;
      }
      if (!more) {
        return 0;
      }
      int order = comparePieces(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
  }

  /** What follows a plus sign does not count (semver.org, 10). */
  private static String withoutBuild(String version) {
    return version.split("\\+", 2)[0];
  }

  private static int comparePieces(String left, String right) {
    boolean leftIsNumber = Character.isDigit(left.charAt(0));
    boolean rightIsNumber = Character.isDigit(right.charAt(0));
    if (leftIsNumber && rightIsNumber) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return leftIsNumber == rightIsNumber ? left.compareTo(right) : leftIsNumber ? 1 : -1;
  }
}
