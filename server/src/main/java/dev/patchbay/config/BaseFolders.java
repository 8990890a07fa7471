package dev.patchbay.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What paths that somebody wrote count from: the one rule for all of them.
 *
 * @param home what {@code ~} stands for
 * @param folder where relative paths begin: that of the file that they are written in; empty where
 *     there is none, as of what was sent
 */
public record BaseFolders(Path home, Optional<Path> folder) {
  /** Of what was sent to the hub. */
  public static BaseFolders ofRequests(Map<String, String> environment) {
    return new BaseFolders(home(environment), Optional.empty());
  }

  /** Of what is written in a file. */
  public static BaseFolders ofFile(Map<String, String> environment, Path file) {
    return new BaseFolders(
        home(environment), Optional.ofNullable(file.toAbsolutePath().getParent()));
  }

  /** Of the user. */
  public static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
  }

  /**
   * @throws IllegalArgumentException if it cannot be a path, or counts from nothing
   */
  public Path resolve(String text) {
    try {
      if (text.equals("~")) {
        return home;
      }
      if (text.startsWith("~/")) {
        return home.resolve(text.substring(2));
      }
      if (text.startsWith("~")) {
        throw new IllegalArgumentException(
            "\"" + text + "\": other users' homes are not looked up: write the whole path");
      }
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
      return folder
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "\"" + text + "\" counts from no folder here: write it from / or ~/"))
          .resolve(path)
          .normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("\"" + text + "\" cannot be a path", e);
    }
  }
}
