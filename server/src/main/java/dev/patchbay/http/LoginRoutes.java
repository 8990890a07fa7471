package dev.patchbay.http;

import dev.patchbay.security.Grant;
import dev.patchbay.security.Sessions;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** From the token to a browser's session and out of it again. */
final class LoginRoutes {
  /** How long an answer waits for a slow disk to forget a session, which has ended already. */
  private static final Duration DISK = Duration.ofSeconds(2);

  private final Access access;
  private final Sessions sessions;
  private final AuditTrail trail;

  LoginRoutes(Access access, Sessions sessions, AuditTrail trail) {
    this.access = access;
    this.sessions = sessions;
    this.trail = trail;
  }

  void login(RoutingContext context) {
    if (!access.token().matches(Input.of(context).body().getString("token"))) {
      access.refuseSlowly(context);
      return;
    }
    Sessions.Credentials fresh = sessions.begin();
    sessions
        .find(fresh.cookie(), fresh.key())
        .ifPresent(session -> trail.loggedIn(context.request(), session));
    context
        .response()
        .addCookie(
            SessionHeaders.cookie(context.request(), fresh.cookie())
                .setMaxAge(Sessions.LIFETIME.toSeconds()));
    Replies.json(context, 200, new JsonObject().put("key", fresh.key()));
  }

  void logout(RoutingContext context) {
    context.response().addCookie(SessionHeaders.cookie(context.request(), "").setMaxAge(0));
    switch (Access.grant(context)) {
      case Grant.ByToken _ -> Replies.empty(context);
      case Grant.BySession(String id) -> {
        Access.release(context);
        Context eventLoop = context.vertx().getOrCreateContext();
        var _ =
            sessions
                .end(id)
                .completeOnTimeout(null, DISK.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> eventLoop.runOnContext(_ -> Replies.empty(context)));
      }
    }
  }

  void ticket(RoutingContext context) {
    access
        .issueTicket(context, Input.of(context).body().getString("path"))
        .ifPresentOrElse(
            ticket -> Replies.json(context, 200, new JsonObject().put("ticket", ticket)),
            () ->
                Problem.of(429, "too-many-tickets", "Too many tickets are not used yet.")
                    .send(context.response()));
  }
}
