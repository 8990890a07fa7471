package dev.patchbay.http;

import dev.patchbay.os.BlockingPool;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The page, out of the hub's own jar: what has been asked for once stays in memory. The event loop
 * reads no jar. Names that hold anything but plain letters never reach the class loader.
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
  private final Blocking blocking;
  private final BlockingPool pool;

  /** Or the folder that the classes are in. */
  private final Path jar;

  /**
   * @param pool reads the jar
   */
  Page(Blocking blocking, BlockingPool pool) {
    jar = jar();
    this.blocking = blocking;
    this.pool = pool;
  }

  private static Path jar() {
    try {
      return Path.of(Page.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError("a class is loaded from a file", e);
    }
  }

  /** What every address of the page's own answers with. */
  void start(RoutingContext context) {
    send(context, START);
  }

  /** A file of the page; passes on where there is none. */
  void file(RoutingContext context) {
    send(context, context.normalizedPath().substring(1));
  }

  private void send(RoutingContext context, String name) {
    if (!name.matches(SAFE_NAME)) {
      context.next();
      return;
    }
    Buffer known = files.get(name);
    if (known != null) {
      send(context, name, known);
      return;
    }
    blocking.run(
        context,
        () -> pool.call(jar, () -> read(name)),
        file -> file.ifPresentOrElse(bytes -> send(context, name, bytes), context::next));
  }

  private static void send(RoutingContext context, String name, Buffer file) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    Replies.drop(
        context
            .response()
            .putHeader("Content-Type", TYPES.getOrDefault(suffix, "application/octet-stream"))
            .putHeader("Cache-Control", cacheControl(name))
            .end(file));
  }

  private static String cacheControl(String name) {
    if (name.startsWith(HASHED)) {
      return "public, max-age=31536000, immutable";
    }
    return name.endsWith(".html") ? "no-store" : "no-cache";
  }

  private Optional<Buffer> read(String name) {
    try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Buffer bytes = Buffer.buffer(in.readAllBytes());
      files.put(name, bytes);
      return Optional.of(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
