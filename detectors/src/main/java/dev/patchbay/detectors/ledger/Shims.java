package dev.patchbay.detectors.ledger;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.machine.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells where shims lead, by their manager's files, where that is simple: the first of the versions
 * named that has the program. Otherwise the shim itself must be asked.
 *
 * @param environment what programs get
 */
public record Shims(Catalogue catalogue, Path home, Map<String, String> environment) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

  /**
   * @param path the shim's
   * @return the real path of what it executes
   */
  public Optional<Path> target(Path path, Owner owner) {
    return owner
        .installer()
        .filter(_ -> owner.shim())
        .flatMap(catalogue::installer)
        .filter(installer -> !installer.chosen().isEmpty() && isChosenByFileAlone(installer))
        .flatMap(installer -> target(installer, path.toFile().getName()));
  }

  /** Whether nothing goes before the first of its files. */
  private boolean isChosenByFileAlone(Installer installer) {
    List<String> others = installer.state().subList(1, installer.state().size());
    String variable = installer.id().toUpperCase(Locale.ROOT) + "_VERSION";
    return !environment.containsKey(variable)
        && others.stream().noneMatch(file -> Files.exists(at(file)));
  }

  private Optional<Path> target(Installer installer, String program) {
    List<String> versions =
        Text.of(at(installer.state().getFirst())).stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    for (String version : versions) {
      if (version.equals("system") || !NAME.matcher(version).matches()) {
        return Optional.empty();
      }
      Path file = at(installer.chosen().replace("{version}", version)).resolve(program);
      if (Files.isExecutable(file)) {
        return real(file);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> real(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException e) {
      return Optional.empty(); // It went away in between.
    }
  }

  private Path at(String path) {
    return path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
  }
}
