package dev.patchbay.http;

import dev.patchbay.security.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

/** From the token to a browser's session and out of it again. */
final class LoginRoutes {
  private final Access access;
  private final Sessions sessions;
  private final Blocking blocking;

  LoginRoutes(Access access, Sessions sessions, Blocking blocking) {
    this.access = access;
    this.sessions = sessions;
    this.blocking = blocking;
  }

  void login(RoutingContext context) {
    if (!access.isToken(Input.of(context).body().getString("token"), context.request())) {
      access.refuseSlowly(context);
      return;
    }
    blocking.run(
        context,
        sessions::begin,
        id -> {
          context
              .response()
              .addCookie(cookie(context, id).setMaxAge(Sessions.LIFETIME.toSeconds()));
          Replies.empty(context);
        });
  }

  void logout(RoutingContext context) {
    Cookie sent = context.request().getCookie(Access.cookieName(context.request()));
    String id = sent == null ? "" : sent.getValue();
    blocking.run(
        context,
        () -> {
          sessions.end(id);
          return id;
        },
        _ -> {
          context.response().addCookie(cookie(context, "").setMaxAge(0));
          Replies.empty(context);
        });
  }

  private static Cookie cookie(RoutingContext context, String value) {
    return Cookie.cookie(Access.cookieName(context.request()), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(context.request().isSSL());
  }
}
