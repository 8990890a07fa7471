package dev.patchbay.hub;

import java.util.Optional;

/** Which version this is: what the jar says, or "dev" where it runs from classes. */
final class Version {
  private Version() {}

  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
