package dev.patchbay.projects;

import dev.patchbay.detectors.machine.Versions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a version is one that a folder asks for, as far as the wish is a plain one. */
public final class WantedVersion {
  private static final Pattern PLAIN = Pattern.compile("(>=?\\s*|\\^|~)?v?(\\d+(?:\\.\\d+)*)");

  /** Tools whose files name the least version that will do. */
  private static final Set<String> AT_LEAST = Set.of("go", "java");

  private WantedVersion() {}

  /** Empty where the wish is one that only the tool's own manager understands. */
  public static Optional<Boolean> isMet(Want want, String installed) {
    Matcher plain = PLAIN.matcher(want.version().strip());
    if (!plain.matches()) {
      return Optional.empty();
    }
    String operator = Optional.ofNullable(plain.group(1)).orElse("").strip();
    String wanted = plain.group(2);
    boolean less = Versions.isNewer(wanted, installed) && !begins(installed, wanted);
    return switch (operator) {
      case ">" -> Optional.of(Versions.isNewer(installed, wanted));
      case ">=" -> Optional.of(!less);
      case "^" -> Optional.of(!less && begins(installed, wanted.split("\\.", 2)[0]));
      case "~" -> Optional.empty();
      default -> Optional.of(AT_LEAST.contains(want.tool()) ? !less : begins(installed, wanted));
    };
  }

  private static boolean begins(String version, String with) {
    return version.equals(with) || version.startsWith(with + ".");
  }
}
