package dev.patchbay.detectors.machine;

import dev.patchbay.bounded.BoundedFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which Debian packages files are of, from dpkg's own lists: asking dpkg for each would take longer
 * than reading them all.
 */
public final class DpkgFiles {
  private static final String LIST = ".list";

  /** The longest lists, of packages of icons and headers, have 5 MB. */
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  /** Packages are installed nowhere else. */
  private static final List<String> SYSTEM =
      List.of("/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/etc/");

  private static final Pattern WORD_ENDS = Pattern.compile("[^A-Za-z0-9]+");

  /** Packages by the path of their file. */
  private final Map<String, String> packages;

  private DpkgFiles(Map<String, String> packages) {
    this.packages = Map.copyOf(packages);
  }

  public Optional<String> packageOf(Path real) {
    return Optional.ofNullable(packages.get(real.toString()));
  }

  /**
   * Looks some files up.
   *
   * @param info dpkg's folder of lists, {@code /var/lib/dpkg/info}; it may be absent
   * @param files real paths
   * @param likely names of packages to look into first, since reading all takes a while; then come
   *     those whose names have most in common with the files' paths
   */
  public static DpkgFiles find(Path info, Collection<Path> files, Collection<String> likely) {
    Map<String, String> wanted = new HashMap<>();
    for (Path file : files) {
      String path = file.toString();
      if (SYSTEM.stream().anyMatch(path::startsWith) && !path.startsWith("/usr/local/")) {
        wanted.put(path, path);
        // What lies in /usr since the folders were merged may be listed by its place before that.
        if (path.startsWith("/usr/")) {
          wanted.put(path.substring("/usr".length()), path);
        }
      }
    }
    String[] lists = wanted.isEmpty() ? null : info.toFile().list();
    if (lists == null) {
      return new DpkgFiles(Map.of());
    }
    Search search = new Search(info, wanted);
    Set<String> first = new HashSet<>(likely);
    Set<String> words = new HashSet<>();
    wanted.keySet().forEach(path -> words.addAll(words(path)));
    List.of(lists).stream()
        .filter(name -> name.endsWith(LIST))
        .map(name -> new Candidate(name, promise(packageName(name), first, words)))
        .sorted(Comparator.comparingDouble(Candidate::promise).reversed())
        .takeWhile(_ -> !search.isDone())
        .forEach(candidate -> search.read(candidate.list()));
    return new DpkgFiles(search.found);
  }

  /**
   * @param promise how likely it is that one of the files is in it
   */
  private record Candidate(String list, double promise) {}

  /** /usr/lib/jvm/java-17-openjdk-amd64/bin/java is in openjdk-17-jre-headless. */
  private static double promise(String packageName, Set<String> likely, Set<String> wanted) {
    List<String> words = words(packageName);
    return likely.contains(packageName)
        ? 1
        : words.stream().filter(wanted::contains).count() / (double) words.size();
  }

  private static List<String> words(String text) {
    return List.of(WORD_ENDS.split(text));
  }

  /** Without the architecture, which stands behind a colon. */
  private static String packageName(String list) {
    return list.substring(0, list.length() - LIST.length()).split(":", 2)[0];
  }

  private static final class Search {
    private final Path info;
    private final Map<String, String> wanted;
    private final Set<String> missing;
    private final Map<String, String> found = new HashMap<>();

    Search(Path info, Map<String, String> wanted) {
      this.info = info;
      this.wanted = wanted;
      missing = new HashSet<>(wanted.values());
    }

    boolean isDone() {
      return missing.isEmpty();
    }

    void read(String list) {
      try {
        String lines = BoundedFile.text(info.resolve(list), MAX_BYTES);
        for (int start = 0; start < lines.length(); ) {
          int end = lines.indexOf('\n', start);
          end = end < 0 ? lines.length() : end;
          String path = wanted.get(lines.substring(start, end));
          if (path != null && missing.remove(path)) {
            found.put(path, packageName(new File(list).getName()));
          }
          start = end + 1;
        }
      } catch (IOException e) {
        // A package that is removed meanwhile owns nothing.
      }
    }
  }
}
