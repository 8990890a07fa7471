package dev.patchbay.security;

import dev.patchbay.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders that may be worked in.
 *
 * @param folders their real paths; none means every folder that the user may enter
 */
public record Roots(List<Path> folders) {
  public Roots {
    folders = List.copyOf(folders);
  }

  /**
   * @throws ConfigException if a root is no folder
   */
  public static Roots of(List<Path> configured) {
    return new Roots(configured.stream().map(Roots::real).toList());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new ConfigException("the workspace root " + folder + " cannot be used: " + e);
    }
  }

  /**
   * @param folder a real path: one with its links followed
   */
  public boolean contain(Path folder) {
    return folders.isEmpty() || folders.stream().anyMatch(folder::startsWith);
  }
}
