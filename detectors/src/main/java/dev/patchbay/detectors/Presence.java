package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Recipe;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.Copy;
import dev.patchbay.detectors.machine.DpkgFiles;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.FileId;
import dev.patchbay.detectors.machine.Owners;
import dev.patchbay.detectors.machine.PathTrust;
import dev.patchbay.detectors.machine.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out which tools are here, by reading folders only. Used by one thread at a time. */
final class Presence {
  private final Catalogue catalogue;
  private final DetectorSettings settings;
  private final FileAccess files;

  /** Names of all programs of the catalogue. */
  private final Set<String> names = new HashSet<>();

  /** Names of the Debian packages that the catalogue's tools are in. */
  private final Set<String> packages = new HashSet<>();

  /** The Debian packages of files looked up before; empty for a file of none. */
  private final Map<Known, Optional<String>> dpkg = new HashMap<>();

  private record Known(Path real, FileId file) {}

  /**
   * What is here.
   *
   * @param copies by tool, in the order in which they would be taken
   * @param passedOver files of a program's name that nobody can execute
   */
  record Found(SearchPath path, Map<Tool, List<Copy>> copies, List<Shadow> passedOver) {
    Found {
      passedOver = List.copyOf(passedOver);
    }
  }

  Presence(Catalogue catalogue, DetectorSettings settings, FileAccess files) {
    this.files = files;
    this.catalogue = catalogue;
    this.settings = settings;
    for (Tool tool : catalogue.tools().values()) {
      names.addAll(tool.binaries());
      tool.recipes()
          .forEach(recipe -> {
            if (recipe instanceof Recipe.FromPackage(String installer, String name, var _, var _)
                && installer.equals("apt")) {
              packages.add(name);
            }
          });
    }
  }

  Found look(Optional<String> loginPath) {
    String own = settings.environment().getOrDefault("PATH", "");
    SearchPath.Found found = SearchPath.look(files, loginPath, own, settings.home(), names);
    PathTrust trust = PathTrust.ofThisMachine();
    Map<String, List<Copy>> byName = new HashMap<>();
    List<Shadow> passedOver = new ArrayList<>();
    for (SearchPath.Place place : found.places()) {
      SearchPath.Entry entry = found.path().entries().get(place.entry());
      Path file = entry.folder().resolve(place.name());
      PathTrust current = trust;
      Optional<Optional<Copy>> answer =
          files.ask(
              file,
              () ->
                  Copy.of(
                      file, place.entry(), entry.origin(), current, name -> isOnPath(found, name)));
      if (answer.isEmpty()) {
        // The stuck call may still use the old one, which is not thread-safe.
        trust = PathTrust.ofThisMachine();
      }
      if (answer.isPresent() && answer.get().isEmpty()) {
        files
            .ask(file, () -> whyPassedOver(file))
            .flatMap(words -> words)
            .ifPresent(words -> passedOver.add(new Shadow(place.name(), place.entry(), words)));
      }
      answer
          .flatMap(copy -> copy)
          .ifPresent(
              copy -> byName.computeIfAbsent(place.name(), _ -> new ArrayList<>()).add(copy));
    }
    Map<Tool, List<Copy>> copies = new LinkedHashMap<>();
    for (Tool tool : catalogue.tools().values()) {
      copies.put(tool, ordered(tool, byName));
    }
    return new Found(found.path(), copies, passedOver);
  }

  /** What is on the PATH comes first, then the preferred name, then the entry. */
  private static List<Copy> ordered(Tool tool, Map<String, List<Copy>> byName) {
    List<Copy> copies = new ArrayList<>();
    for (String name : tool.binaries()) {
      copies.addAll(byName.getOrDefault(name, List.of()));
    }
    copies.sort(Comparator.comparing(copy -> !copy.origin().isOnPath()));
    return copies;
  }

  private boolean isOnPath(SearchPath.Found found, String name) {
    return found.path().entries().stream()
        .filter(entry -> entry.state() == SearchPath.State.READ && entry.origin().isOnPath())
        .map(entry -> entry.folder().resolve(name))
        .anyMatch(file -> files.ask(file, () -> Files.isExecutable(file)).orElse(false));
  }

  /** Shells pass over such a file without a word. */
  private static Optional<String> whyPassedOver(Path file) {
    String begin = file + " is passed over: ";
    try {
      if (Files.isSymbolicLink(file) && !Files.exists(file)) {
        return Optional.of(
            begin + "it is a link to " + Files.readSymbolicLink(file) + ", which is not there.");
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Files.isRegularFile(file)
        ? Optional.of(begin + "it is not executable (chmod +x).")
        : Optional.empty();
  }

  /** Whether no package database has been read yet. */
  boolean isUnprepared() {
    return dpkg.isEmpty();
  }

  /** Whose the copies are. Blocks for some tens of milliseconds the first time. */
  Owners owners(Found found) {
    List<Copy> unknown =
        found.copies().values().stream()
            .flatMap(List::stream)
            .filter(copy -> !dpkg.containsKey(new Known(copy.real(), copy.file())))
            .toList();
    if (!unknown.isEmpty()) {
      DpkgFiles looked =
          DpkgFiles.find(
              settings.packageLists(), unknown.stream().map(Copy::real).toList(), packages);
      unknown.forEach(
          copy -> dpkg.put(new Known(copy.real(), copy.file()), looked.packageOf(copy.real())));
    }
    return new Owners(
        catalogue,
        copy -> dpkg.getOrDefault(new Known(copy.real(), copy.file()), Optional.empty()));
  }
}
