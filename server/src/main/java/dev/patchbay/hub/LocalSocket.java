package dev.patchbay.hub;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import dev.patchbay.http.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix socket in the data dir, which clients prefer: the kernel tells both ends who the other
 * is. A hub that cannot have one goes on without, and proves itself to its clients.
 */
record LocalSocket(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);
  private static final String FILE = "hub.sock";

  static LocalSocket open(DataDir dataDir, Http http) {
    LocalSocket socket = new LocalSocket(dataDir.path().resolve(FILE));
    try {
      // A hub that was killed leaves its own behind; nobody else is one on this data dir.
      Files.deleteIfExists(socket.path);
      http.startLocally(socket.path);
      Files.setPosixFilePermissions(socket.path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException | ConfigException e) {
      LOG.info("clients use TCP: {}", e.getMessage());
      socket.close();
    }
    return socket;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.getMessage());
    }
  }
}
