package dev.patchbay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The target of a request line, checked before anything routes by it: the router answers targets
 * that it cannot read with an error of its own.
 */
final class RequestTarget {
  private static final String ESCAPE = "%";

  private RequestTarget() {}

  /** Why the target cannot be used; empty if it can (RFC 9112, section 3.2). */
  static Optional<Problem> fault(HttpServerRequest request) {
    String uri = request.uri();
    boolean absolute = uri.startsWith("http://") || uri.startsWith("https://");
    if (absolute && !authority(uri).equalsIgnoreCase(request.getHeader("Host"))) {
      return malformed("The request names one host in its target and another in its Host header.");
    }
    if (!absolute && !uri.startsWith("/")) {
      return malformed("The request's target must be a path that starts with a slash.");
    }
    if (!isEscapedWell(uri)) {
      return malformed("The request's target has a \"%\" without two hexadecimal digits after it.");
    }
    return Optional.empty();
  }

  private static Optional<Problem> malformed(String detail) {
    return Optional.of(Problem.of(400, "malformed-request", detail));
  }

  private static String authority(String uri) {
    return uri.substring(uri.indexOf("//") + 2).split("[/?#]", 2)[0];
  }

  /** Names of the query's parameters, each once; a ticket is no parameter of the call. */
  static Set<String> parameters(HttpServerRequest request) {
    String query = request.query();
    if (query == null || query.isEmpty()) {
      return Set.of();
    }
    Set<String> names =
        new TreeSet<>(new QueryStringDecoder(query, UTF_8, false).parameters().keySet());
    if (TicketAddress.ticket(request).isPresent()) {
      names.remove(TicketAddress.PARAMETER);
    }
    return names;
  }

  private static boolean isEscapedWell(String uri) {
    for (int at = uri.indexOf(ESCAPE); at >= 0; at = uri.indexOf(ESCAPE, at + 1)) {
      if (at + 2 >= uri.length() || !isHex(uri.charAt(at + 1)) || !isHex(uri.charAt(at + 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }
}
