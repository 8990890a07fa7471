package dev.patchbay.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of every answer, those to requests that cannot be read included. */
final class SecurityHeaders {
  /**
   * The page is its own and nobody else's; inline styles are how xterm.js sizes its cells, and
   * WebAssembly is how it decodes images, which lets no text be run as script.
   */
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors"
          + " 'none'; form-action 'self'";

  /** A year, as browsers advise. */
  private static final String HTTPS_ONLY = "max-age=31536000";

  private SecurityHeaders() {}

  /** No answer may be stored, unless its handler says otherwise later. */
  static void add(HttpServerRequest request) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("Cache-Control", "no-store")
            .putHeader("Content-Security-Policy", CONTENT_POLICY)
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Cross-Origin-Opener-Policy", "same-origin")
            .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (request.isSSL() && !isLocalhost(request.getHeader("Host"))) {
      response.putHeader("Strict-Transport-Security", HTTPS_ONLY);
    }
  }

  /**
   * Browsers apply the header to all ports of a name, and to the name "localhost" too: there it
   * would keep the user from every other server under development.
   */
  private static boolean isLocalhost(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.endsWith(".localhost");
  }
}
