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
   * Where to start without a wish: the home, or the first root where the home is in none.
   *
   * @throws IOException if there is neither
   */
  Path start(Path home) throws IOException {
    if (folders.isEmpty()) {
      return home.toRealPath();
    }
    try {
      Path real = home.toRealPath();
      return contain(real) ? real : folders.getFirst();
    } catch (IOException e) {
      return folders.getFirst();
    }
  }

  /**
   * @param folder a real path: one with its links followed
   */
  public boolean contain(Path folder) {
    return folders.isEmpty() || folders.stream().anyMatch(folder::startsWith);
  }
}
