package dev.patchbay.processes.spec;

import java.util.Map;
import java.util.regex.Pattern;

/** All that is declared of a process. */
public record ProcessSpec(
    String name,
    Kind kind,
    Run run,
    Place place,
    Restart restart,
    Stop stop,
    Checks checks,
    Map<Limit.Name, Limit> limits) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ProcessSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name consists of letters, digits, dots, dashes and underscores, 64 at most, and begins"
              + " with a letter or digit");
    }
    if (place.dependsOn().containsKey(name)) {
      throw new IllegalArgumentException("\"" + name + "\" depends on itself");
    }
    limits = Map.copyOf(limits);
  }
}
