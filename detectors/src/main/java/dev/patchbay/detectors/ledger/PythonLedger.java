package dev.patchbay.detectors.ledger;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Python distributions, each of which lists its files and with them its programs. */
final class PythonLedger {
  /** "Recording installed projects", packaging.python.org. */
  private static final Pattern DIST_INFO = Pattern.compile("(.+)-([^-]+)\\.dist-info");

  private PythonLedger() {}

  /**
   * @param names of distributions that may be the tool
   * @param real the program's path, in the folder bin of an environment
   */
  static Optional<Recorded> find(Set<String> names, Path real) {
    Set<String> wanted = names.stream().map(PythonLedger::normal).collect(Collectors.toSet());
    Path lib = real.resolveSibling("../lib").normalize();
    for (Path python : children(lib, "python*")) {
      for (Path info : children(python.resolve("site-packages"), "*.dist-info")) {
        Matcher name = DIST_INFO.matcher(info.toFile().getName());
        if (name.matches() && wanted.contains(normal(name.group(1))) && isListed(real, info)) {
          return Optional.of(new Recorded(name.group(2), info.toString()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isListed(Path real, Path info) {
    String line = "../../../bin/" + real.toFile().getName() + ",";
    return Text.of(info.resolve("RECORD"))
        .filter(text -> text.startsWith(line) || text.contains("\n" + line))
        .isPresent();
  }

  private static String normal(String name) {
    return name.replaceAll("[-_.]+", "_").toLowerCase(Locale.ROOT);
  }

  private static List<Path> children(Path folder, String glob) {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
        List<Path> children = new java.util.ArrayList<>();
        found.forEach(children::add);
        return children;
      } catch (IOException | DirectoryIteratorException e) {
        // Not for this user to look into.
      }
    }
    return List.of();
  }
}
