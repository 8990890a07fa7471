package dev.patchbay.http;

import dev.patchbay.security.AccessToken;
import dev.patchbay.security.KnownHosts;
import dev.patchbay.security.Sessions;
import dev.patchbay.security.Throttle;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Decides who may pass, for every request and every upgrade alike. */
final class Access {
  private static final String BEARER = "Bearer ";

  private final AccessToken token;
  private final Sessions sessions;
  private final KnownHosts hosts;
  private final Throttle throttle;
  private final Newcomers newcomers;

  Access(
      AccessToken token,
      Sessions sessions,
      KnownHosts hosts,
      Throttle throttle,
      Newcomers newcomers) {
    this.token = token;
    this.sessions = sessions;
    this.hosts = hosts;
    this.throttle = throttle;
    this.newcomers = newcomers;
  }

  /** First of all handlers: is the hub called by its own name and by its own page? */
  void refuseForeign(RoutingContext context) {
    foreign(context.request())
        .ifPresentOrElse(problem -> problem.send(context.response()), context::next);
  }

  private Optional<Problem> foreign(HttpServerRequest request) {
    List<String> called = request.headers().getAll("Host");
    if (called.size() != 1 || !hosts.knows(called.getFirst())) {
      return Optional.of(
          Problem.of(
              403,
              "unknown-host",
              "The hub is not known by the name of this request's Host header; names are added"
                  + " under \"hosts\" in the configuration."));
    }
    for (String origin : request.headers().getAll("Origin")) {
      if (!KnownHosts.isOwn(origin, called.getFirst())) {
        return Optional.of(
            Problem.of(403, "foreign-origin", "Pages of other origins may not use the hub."));
      }
    }
    return Optional.empty();
  }

  /** For what is not open to everybody: a good token, or the cookie of a good session. */
  void refuseStrangers(RoutingContext context) {
    HttpServerRequest request = context.request();
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          && token.matches(authorization.substring(BEARER.length()).strip())) {
        throttle.succeed(address(request));
        newcomers.authenticated(request);
        context.next();
      } else {
        refuseSlowly(context);
      }
    } else if (!hasSession(request)) {
      Problem.of(
              401,
              "not-logged-in",
              "The token is needed, or the cookie of a session; \"patchbay open\" shows the way"
                  + " in.")
          .send(context.response());
    } else if (isUpgrade(request) && request.getHeader("Origin") == null) {
      Problem.of(
              401,
              "token-needed",
              "An upgrade without an Origin needs the token; a cookie is not enough.")
          .send(context.response());
    } else {
      newcomers.authenticated(request);
      context.next();
    }
  }

  private boolean hasSession(HttpServerRequest request) {
    Cookie cookie = request.getCookie(cookieName(request));
    return cookie != null && sessions.isValid(cookie.getValue());
  }

  /** Answers a wrong token, later with each one from the same address. */
  void refuseSlowly(RoutingContext context) {
    Problem problem = Problem.of(401, "wrong-token", "This is not the hub's token.");
    context
        .vertx()
        .setTimer(
            throttle.fail(address(context.request())).toMillis(),
            _ -> {
              if (!context.response().ended() && !context.response().closed()) {
                problem.send(context.response());
              }
            });
  }

  boolean isToken(String candidate, HttpServerRequest request) {
    boolean good = token.matches(candidate);
    if (good) {
      throttle.succeed(address(request));
    }
    return good;
  }

  static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /** Cookies know no ports, so that of another hub on this machine must have another name. */
  static String cookieName(HttpServerRequest request) {
    return "patchbay_session_" + request.localAddress().port();
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }
}
