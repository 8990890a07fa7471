package dev.patchbay.http;

import dev.patchbay.security.AccessToken;
import dev.patchbay.security.Grant;
import dev.patchbay.security.KnownHosts;
import dev.patchbay.security.Sessions;
import dev.patchbay.security.Throttle;
import dev.patchbay.security.Tickets;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides who may pass, for every request and every upgrade alike. */
final class Access {
  private static final String BEARER = "bearer ";
  private static final String GRANT = "patchbay.grant";
  private static final String DONE = "patchbay.done";
  private static final String ANSWERED = "patchbay.answered";

  private final Sessions sessions;
  private final KnownHosts hosts;
  private final Newcomers newcomers;
  private final AuditTrail trail;
  private final Throttle throttle = new Throttle();
  private final Tickets tickets = new Tickets();
  private final OpenWork work = new OpenWork(this::isGood);

  private volatile AccessToken token;

  Access(
      AccessToken token,
      Sessions sessions,
      KnownHosts hosts,
      Newcomers newcomers,
      AuditTrail trail) {
    this.token = token;
    this.sessions = sessions;
    this.hosts = hosts;
    this.newcomers = newcomers;
    this.trail = trail;
    sessions.onEnd(id -> work.end(new Grant.BySession(id)));
  }

  /** Who sends a request, by what it shows. */
  private sealed interface Sender {
    record Known(Grant grant) implements Sender {}

    record Guesser() implements Sender {}

    record Stranger(String code, String detail) implements Sender {}
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
      if (!KnownHosts.isOwn(origin, called.getFirst(), request.isSSL())) {
        return Optional.of(
            Problem.of(403, "foreign-origin", "Pages of other origins may not use the hub."));
      }
    }
    return Optional.empty();
  }

  /** For what is not open to everybody: a good token, a good session, or a ticket of either. */
  void refuseStrangers(RoutingContext context) {
    switch (sender(context.request())) {
      case Sender.Known(Grant grant) -> admit(context, grant);
      case Sender.Guesser() -> refuseSlowly(context);
      case Sender.Stranger(String code, String detail) ->
          Problem.of(401, code, detail).send(context.response());
    }
  }

  private Sender sender(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      AccessToken good = token;
      return bearer && good.matches(authorization.substring(BEARER.length()).strip())
          ? new Sender.Known(new Grant.ByToken(good))
          : new Sender.Guesser();
    }
    Optional<String> ticket = TicketAddress.ticket(request);
    if (ticket.isPresent()) {
      return tickets
          .redeem(ticket.get(), TicketAddress.without(request.uri()))
          .filter(this::isGood)
          .<Sender>map(Sender.Known::new)
          .orElseGet(() ->
              new Sender.Stranger(
                  "used-ticket",
                  "A ticket is good once, for its own address and 30 seconds; this one is not."));
    }
    Optional<String> session = SessionHeaders.find(request, sessions);
    if (session.isEmpty()) {
      return new Sender.Stranger(
          "not-logged-in",
          "The token is needed, or a session's cookie and its key together; \"patchbay open\" shows"
              + " the way in.");
    }
    if (isUpgrade(request) && request.getHeader("Origin") == null) {
      return new Sender.Stranger(
          "token-needed", "An upgrade without an Origin needs the token; a session is not enough.");
    }
    return new Sender.Known(new Grant.BySession(session.get()));
  }

  /** Whatever is not an answer of one go ends with the right that it was granted by. */
  private void admit(RoutingContext context, Grant grant) {
    newcomers.authenticated(context.request());
    context.put(GRANT, grant);
    if (!isUpgrade(context.request())) {
      Runnable done = work.begin(grant, () -> Replies.drop(context.request().connection().close()));
      context.put(DONE, done);
      // Called for a connection that is lost, too.
      context
          .response()
          .endHandler(_ -> {
            done.run();
            Optional.ofNullable(context.<Runnable>get(ANSWERED)).ifPresent(Runnable::run);
          });
    }
    context.next();
  }

  /**
   * Notes what goes on for longer than its request.
   *
   * @param end ends it, on any thread; called at once if the right has ended meanwhile
   * @return to be called when it has ended by itself
   */
  Runnable whileGranted(RoutingContext context, Runnable end) {
    return work.begin(grant(context), end);
  }

  /** Lets a request have its answer although it ends the right that it was granted by. */
  static void release(RoutingContext context) {
    Objects.requireNonNull(context.<Runnable>get(DONE), "the request was not checked").run();
  }

  /** Runs something once a request that was admitted has had its answer; one thing a request. */
  static void whenAnswered(RoutingContext context, Runnable task) {
    context.put(ANSWERED, task);
  }

  /** By what right the request is served. */
  static Grant grant(RoutingContext context) {
    return Objects.requireNonNull(context.<Grant>get(GRANT), "the request was not checked");
  }

  private boolean isGood(Grant grant) {
    return switch (grant) {
      case Grant.ByToken(AccessToken by) -> by.equals(token);
      case Grant.BySession(String id) -> sessions.isLive(id);
    };
  }

  /** A ticket for one address. */
  Optional<String> issueTicket(RoutingContext context, String path) {
    return tickets.issue(grant(context), path);
  }

  /** Ends everything that another token than this one let in. */
  void replaceToken(AccessToken successor) {
    AccessToken old = token;
    token = successor;
    work.end(new Grant.ByToken(old));
    sessions.endAll(successor);
  }

  /** Answers a wrong token, later with each one from the same address. */
  void refuseSlowly(RoutingContext context) {
    Problem problem = Problem.of(401, "wrong-token", "This is not the hub's token.");
    Optional<String> address = address(context.request());
    if (address.isEmpty()) {
      problem.send(context.response());
      return;
    }
    OptionalLong wait = throttle.fail(address.get());
    trail.guessed(context.request(), throttle.failures(address.get()));
    if (wait.isEmpty()) {
      Problem.of(429, "too-many-guesses", "Too many wrong tokens wait for their answers.")
          .send(context.response());
      return;
    }
    context
        .vertx()
        .setTimer(
            wait.getAsLong(),
            _ -> {
              throttle.answered();
              if (!context.response().ended() && !context.response().closed()) {
                problem.send(context.response());
              }
            });
  }

  AccessToken token() {
    return token;
  }

  static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /** Empty for a Unix socket, which only the hub's own user can connect to. */
  private static Optional<String> address(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress().hostAddress());
  }
}
