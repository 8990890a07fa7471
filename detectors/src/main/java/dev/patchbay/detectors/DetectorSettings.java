package dev.patchbay.detectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the detectors.
 *
 * @param home the user's home folder
 * @param environment this process's own, without what programs must not see
 * @param ownEntries the folder of the user's own catalogue entries; it may be absent
 * @param cacheFile where versions are kept
 * @param packageLists dpkg's folder of file lists; it may be absent
 * @param probes how many programs are asked at once
 * @param maxAge after which an unchanged program is asked again all the same
 */
public record DetectorSettings(
    Path home,
    Map<String, String> environment,
    Path ownEntries,
    Path cacheFile,
    Path packageLists,
    int probes,
    Duration maxAge) {
  private static final Path DPKG = Path.of("/var/lib/dpkg/info");
  private static final int PROBES = 4;
  private static final Duration MAX_AGE = Duration.ofDays(30);

  public DetectorSettings {
    environment = Map.copyOf(environment);
    if (probes < 1 || probes > 64) {
      throw new IllegalArgumentException("probes must be between 1 and 64");
    }
  }

  public static DetectorSettings of(
      Path home, Map<String, String> environment, Path ownEntries, Path cacheFile) {
    return new DetectorSettings(home, environment, ownEntries, cacheFile, DPKG, PROBES, MAX_AGE);
  }
}
