package dev.patchbay.detectors.machine;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.catalogue.PathPattern;
import dev.patchbay.detectors.catalogue.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells whose a program is: what its entry says, the distribution's package database, then where it
 * lies.
 */
public final class Owners {
  private final Catalogue catalogue;
  private final Function<Copy, Optional<String>> debianPackage;

  /**
   * @param debianPackage which package a copy is of, by the distribution's database
   */
  public Owners(Catalogue catalogue, Function<Copy, Optional<String>> debianPackage) {
    this.catalogue = catalogue;
    this.debianPackage = debianPackage;
  }

  public Owner of(Tool tool, Copy copy) {
    return byEntry(tool, copy)
        .or(() -> byShim(copy))
        .or(() -> byPackageDatabase(copy))
        .or(() -> byPlace(copy))
        .orElseGet(() ->
            new Owner(
                Optional.empty(),
                Optional.empty(),
                false,
                copy.real() + " belongs to no installer that is known here"));
  }

  private static Optional<Owner> byEntry(Tool tool, Copy copy) {
    return tool.owners().stream()
        .flatMap(owner -> owner(owner.installer(), owner.path(), copy.real(), false).stream())
        .findFirst();
  }

  private Optional<Owner> byShim(Copy copy) {
    for (Installer installer : catalogue.installers().values()) {
      Optional<Owner> owner =
          first(installer, installer.shims(), copy.path(), true)
              .or(() -> first(installer, installer.shims(), copy.real(), true));
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private Optional<Owner> byPackageDatabase(Copy copy) {
    return debianPackage
        .apply(copy)
        .map(name ->
            new Owner(
                Optional.of("apt"),
                Optional.of(name),
                false,
                copy.real() + " is of the Debian package " + name));
  }

  private Optional<Owner> byPlace(Copy copy) {
    for (Installer installer : catalogue.installers().values()) {
      Optional<Owner> owner =
          first(installer, installer.paths(), copy.real(), false)
              .or(() -> first(installer, installer.paths(), copy.path(), false));
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private static Optional<Owner> first(
      Installer installer, List<PathPattern> patterns, Path path, boolean shim) {
    return patterns.stream()
        .flatMap(pattern -> owner(installer.id(), pattern, path, shim).stream())
        .findFirst();
  }

  private static Optional<Owner> owner(
      String installer, PathPattern pattern, Path path, boolean shim) {
    return pattern
        .match(path)
        .map(match ->
            new Owner(
                Optional.of(installer), match.packageName(), shim, path + " lies in " + pattern));
  }
}
