package dev.patchbay.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The address that a ticket is used at: the one it was issued for, and the ticket. */
final class TicketAddress {
  static final String PARAMETER = "ticket";

  private TicketAddress() {}

  static Optional<String> ticket(HttpServerRequest request) {
    boolean mayHave = request.method().equals(HttpMethod.GET) && !Access.isUpgrade(request);
    return mayHave ? Optional.ofNullable(request.getParam(PARAMETER)) : Optional.empty();
  }

  /**
   * @param uri path and query
   */
  static String without(String uri) {
    String[] parts = uri.split("\\?", 2);
    if (parts.length == 1) {
      return uri;
    }
    String query =
        Arrays.stream(parts[1].split("&"))
            .filter(pair -> !pair.startsWith(PARAMETER + "="))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? parts[0] : parts[0] + "?" + query;
  }
}
