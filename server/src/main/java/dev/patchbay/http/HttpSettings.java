package dev.patchbay.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the hub listens.
 *
 * @param port 0 picks a free one
 * @param hosts further names that it may be called by
 */
public record HttpSettings(String host, int port, List<String> hosts, @Nullable Tls tls) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 7717;

  /** Certificate chain and private key, PEM files. */
  public record Tls(Path certificate, Path key) {}

  public HttpSettings {
    hosts = List.copyOf(hosts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 0 and 65535");
    }
  }

  public Optional<Tls> encryption() {
    return Optional.ofNullable(tls);
  }
}
