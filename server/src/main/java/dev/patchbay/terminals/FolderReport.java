package dev.patchbay.terminals;

import dev.patchbay.bounded.BoundedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OSC 7: the folder that a shell says it is in, {@code file://host/path}. Anything that is printed
 * may say so, hence it is told and offered but never trusted. See <a
 * href="https://iterm2.com/documentation-escape-codes.html">iTerm2's description</a>.
 */
final class FolderReport {
  static final int OSC = 7;

  private static final int MAX_CHARS = 8 * 1024;

  private FolderReport() {}

  /** Empty where it is no such report, or one of another machine. */
  static Optional<Path> read(String text) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      String path = uri.getPath();
      boolean usable =
          "file".equals(uri.getScheme())
              && path != null
              && path.startsWith("/")
              && path.chars().noneMatch(Character::isISOControl)
              && isThisMachine(uri.getAuthority());
      return usable ? Optional.of(Path.of(path).normalize()) : Optional.empty();
    } catch (URISyntaxException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Asked for once; a look-up by name is the last resort, since it may take its time. */
  private static final class Here {
    private static final int MAX_NAME_BYTES = 1024;
    private static final String NAME = name();

    private static String name() {
      Path kernel = Path.of("/proc/sys/kernel/hostname");
      try {
        return Files.isReadable(kernel)
            ? BoundedFile.text(kernel, MAX_NAME_BYTES).strip()
            : InetAddress.getLocalHost().getHostName();
      } catch (IOException e) {
        return "localhost";
      }
    }
  }

  private static boolean isThisMachine(@Nullable String host) {
    return host == null
        || host.isEmpty()
        || host.equalsIgnoreCase("localhost")
        || host.equalsIgnoreCase(Here.NAME);
  }
}
