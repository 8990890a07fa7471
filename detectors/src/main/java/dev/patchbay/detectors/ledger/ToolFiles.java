package dev.patchbay.detectors.ledger;

import dev.patchbay.bounded.UserPattern;
import dev.patchbay.detectors.catalogue.PathPattern;
import dev.patchbay.detectors.catalogue.Tool;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files beside a program in which its own version stands, or whose names tell it. */
final class ToolFiles {
  private ToolFiles() {}

  static Optional<Recorded> find(Tool tool, Path real) {
    return tool.version().files().stream()
        .flatMap(file -> find(file, real.resolveSibling(file.path()).normalize()).stream())
        .findFirst();
  }

  private static Optional<Recorded> find(Tool.VersionFile file, Path path) {
    return file.contents().map(regex -> inside(regex, path)).orElseGet(() -> byName(path));
  }

  private static Optional<Recorded> inside(UserPattern regex, Path file) {
    return Text.of(file)
        .flatMap(regex::firstGroup)
        .map(version -> new Recorded(version, file.toString()));
  }

  private static Optional<Recorded> byName(Path pattern) {
    PathPattern wanted = PathPattern.of(pattern.toString(), pattern);
    File[] files = pattern.resolveSibling("").toFile().listFiles();
    return files == null
        ? Optional.empty()
        : List.of(files).stream()
            .map(File::toPath)
            .flatMap(file ->
                wanted.match(file).flatMap(PathPattern.Match::version).stream()
                    .filter(Ledgers::isVersion)
                    .map(version -> new Recorded(version, file.toString())))
            .findFirst();
  }
}
