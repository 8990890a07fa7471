package dev.patchbay.http;

import dev.patchbay.security.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a browser shows its session: a cookie, which it sends to every server of the same host, and
 * the key, which only the hub's own page can read. Neither opens anything alone.
 */
final class SessionHeaders {
  static final String KEY = "X-Patchbay-Key";
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String KEY_PROTOCOL = "patchbay.key.";

  /**
   * The hub selects the first of those offered, since browsers hang up where none is. The page
   * offers the plain name first, so its key is not sent back.
   */
  static final List<String> PROTOCOLS_TAKEN = List.of("patchbay", "*");

  private SessionHeaders() {}

  /**
   * The session that a request shows.
   *
   * @return its id
   */
  static Optional<String> find(HttpServerRequest request, Sessions sessions) {
    Optional<String> key = key(request);
    // Another server of the same host may have set a cookie of the same name, which hides none.
    return key.flatMap(good ->
        cookies(request).stream()
            .flatMap(cookie -> sessions.find(cookie, good).stream())
            .findFirst());
  }

  /** A page can set no headers for a WebSocket, only subprotocols. */
  private static Optional<String> key(HttpServerRequest request) {
    if (!Access.isUpgrade(request)) {
      return Optional.ofNullable(request.getHeader(KEY));
    }
    return request.headers().getAll(PROTOCOLS).stream()
        .flatMap(offered -> Stream.of(offered.split(",", -1)))
        .map(String::strip)
        .filter(offered -> offered.startsWith(KEY_PROTOCOL))
        .map(offered -> offered.substring(KEY_PROTOCOL.length()))
        .findFirst();
  }

  private static List<String> cookies(HttpServerRequest request) {
    String begin = cookieName(request) + "=";
    List<String> values = new ArrayList<>();
    for (String header : request.headers().getAll("Cookie")) {
      for (String pair : header.split(";", -1)) {
        if (pair.strip().startsWith(begin)) {
          values.add(pair.strip().substring(begin.length()));
        }
      }
    }
    return values;
  }

  static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(cookieName(request), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(request.isSSL());
  }

  /** Cookies know no ports, so that of another hub on this machine must have another name. */
  private static String cookieName(HttpServerRequest request) {
    return "patchbay_session_" + request.localAddress().port();
  }
}
