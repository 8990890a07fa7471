package dev.patchbay.detectors.ledger;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.catalogue.PathPattern;
import dev.patchbay.detectors.catalogue.Recipe;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.Owner;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks versions up where they are written down: in files of the tool itself, then where its
 * installer keeps account. Thread-safe; reads a few files for each tool.
 *
 * <p>A package counts only if the catalogue names it in a recipe of the tool: Google's package
 * kubectl, for one, has the version of its SDK.
 */
public final class Ledgers {
  /** Not 3.x, which Debian names a file by. */
  private static final Pattern VERSION =
      Pattern.compile("\\d+(?:\\.\\d+)*(?:[-+_]?[0-9A-Za-z][0-9A-Za-z.+_-]{0,60})?");

  /** Homebrew's own revision of a version. */
  private static final Pattern REVISION = Pattern.compile("_\\d+$");

  private final Catalogue catalogue;
  private final DpkgLedger dpkg;

  /**
   * @param dpkgStatus dpkg's file, {@code /var/lib/dpkg/status}; it may be absent
   */
  public Ledgers(Catalogue catalogue, Path dpkgStatus) {
    this.catalogue = catalogue;
    dpkg = new DpkgLedger(dpkgStatus);
  }

  /**
   * What is written of a program's version. Whether it is the tool, where others have its name, it
   * must tell itself: then nothing is.
   *
   * @param real its real path; of a shim, that of what it executes
   */
  public Optional<Recorded> find(Tool tool, Path real, Owner owner) {
    return tool.mark().isPresent()
        ? Optional.empty()
        : ToolFiles.find(tool, real)
            .or(() -> byOwnersPath(tool, real))
            .or(() ->
                owner
                    .installer()
                    .flatMap(catalogue::installer)
                    .flatMap(installer -> byInstaller(installer, tool, real, owner)))
            .filter(found -> isVersion(found.version()));
  }

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  private static Optional<Recorded> byOwnersPath(Tool tool, Path real) {
    return tool.owners().stream()
        .flatMap(place -> place.path().match(real).flatMap(PathPattern.Match::version).stream())
        .findFirst()
        .map(version -> inPath(version, real));
  }

  private Optional<Recorded> byInstaller(Installer installer, Tool tool, Path real, Owner owner) {
    Optional<PathPattern.Match> match =
        installer.paths().stream().flatMap(pattern -> pattern.match(real).stream()).findFirst();
    if (installer.runtime().equals(tool.id())) {
      return match.flatMap(PathPattern.Match::version).map(version -> inPath(version, real));
    }
    Set<String> packages = packages(tool, installer);
    Optional<String> known =
        owner.packageName().or(() -> match.flatMap(PathPattern.Match::packageName));
    Optional<String> ours = known.filter(packages::contains);
    return installer
        .keptIn()
        .flatMap(ledger ->
            switch (ledger) {
              case DPKG -> ours.flatMap(dpkg::find);
              case NPM -> ours.flatMap(name -> NpmLedger.find(name, real));
              case PYTHON -> PythonLedger.find(names(tool), real);
              case CARGO -> CargoLedger.find(packages, real);
              case PATH ->
                  ours.flatMap(_ -> match.flatMap(PathPattern.Match::version))
                      .map(version -> inPath(version, real));
            });
  }

  private static Recorded inPath(String version, Path real) {
    return new Recorded(REVISION.matcher(version).replaceFirst(""), "the path " + real);
  }

  /** What installers with the same ledger call the tool; without the tap that it comes from. */
  private Set<String> packages(Tool tool, Installer installer) {
    Set<String> packages = new HashSet<>();
    for (Recipe recipe : tool.recipes()) {
      if (recipe instanceof Recipe.FromPackage(String id, String name, var _, var _)
          && catalogue
              .installer(id)
              .filter(other -> other.keptIn().equals(installer.keptIn()))
              .isPresent()) {
        packages.add(name.startsWith("@") ? name : name.substring(name.lastIndexOf('/') + 1));
      }
    }
    return packages;
  }

  /** A distribution that lists the tool's program and has one of its names is the tool. */
  private static Set<String> names(Tool tool) {
    Set<String> names = new HashSet<>(tool.binaries());
    names.add(tool.id());
    tool.recipes().stream()
        .flatMap(recipe ->
            recipe instanceof Recipe.FromPackage(var _, String name, var _, var _)
                ? Stream.of(name)
                : Stream.empty())
        .forEach(names::add);
    return names;
  }
}
