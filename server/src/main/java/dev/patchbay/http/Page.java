package dev.patchbay.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The page, out of the hub's own jar: what has been asked for once stays in memory. Names that hold
 * anything but plain letters never reach the class loader.
 */
final class Page {
  private static final String FOLDER = "/page/";
  private static final String START = "index.html";

  /** Vite puts a hash into the names below this folder, so what they mean never changes. */
  private static final String HASHED = "assets/";

  private static final String SAFE_NAME = "(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_][A-Za-z0-9._-]*";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("woff", "font/woff"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final Map<String, Buffer> files = new ConcurrentHashMap<>();

  /** What every address of the page's own answers with. */
  void start(RoutingContext context) {
    send(context, START);
  }

  /** A file of the page; passes on where there is none. */
  void file(RoutingContext context) {
    send(context, context.normalizedPath().substring(1));
  }

  private void send(RoutingContext context, String name) {
    Optional<Buffer> file = name.matches(SAFE_NAME) ? read(name) : Optional.empty();
    if (file.isEmpty()) {
      context.next();
      return;
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    Replies.drop(
        context
            .response()
            .putHeader("Content-Type", TYPES.getOrDefault(suffix, "application/octet-stream"))
            .putHeader("Cache-Control", cacheControl(name))
            .end(file.get()));
  }

  private static String cacheControl(String name) {
    if (name.startsWith(HASHED)) {
      return "public, max-age=31536000, immutable";
    }
    return name.endsWith(".html") ? "no-store" : "no-cache";
  }

  private Optional<Buffer> read(String name) {
    Buffer known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Buffer bytes = Buffer.buffer(in.readAllBytes());
      files.put(name, bytes);
      return Optional.of(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
