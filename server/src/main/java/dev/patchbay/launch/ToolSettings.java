package dev.patchbay.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of tools.
 *
 * @param ownEntries the folder of the user's own catalogue entries; it may be absent
 * @param probes how many programs are asked for their version at once
 * @param maxAge after which an unchanged program is asked again all the same
 * @param environment what every launched tool finds in its environment, such as services' URLs
 * @param recipeFolder where recipes that install and update run; a workspace root allows it
 */
public record ToolSettings(
    Path ownEntries,
    int probes,
    Duration maxAge,
    Map<String, String> environment,
    Path recipeFolder) {
  public static final int PROBES = 4;
  public static final Duration MAX_AGE = Duration.ofDays(30);

  public ToolSettings {
    if (probes < 1 || probes > 64) {
      throw new IllegalArgumentException("probes must be between 1 and 64");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("max-age must be positive");
    }
    environment = Map.copyOf(environment);
  }
}
