package dev.patchbay.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.security.AuditEntry;
import dev.patchbay.security.AuditEntry.Actor;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.Grant;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down each call that does something, and those that look at what is not shown to all: who
 * made it, from where, on what, and what came of it. An action is called as the contract calls its
 * operation.
 */
final class AuditTrail {
  /** Calls that change nothing although their method says they may. */
  private static final Set<String> LOOKS_ONLY =
      Set.of("awaitScreen", "planUpload", "proveIdentity", "login");

  /** Calls that take something out of the hub, or let somebody look over a shoulder. */
  private static final Set<String> LOOKS_THAT_COUNT = Set.of("downloadFile", "streamTerminal");

  /** What of a body is told: no secrets, nothing that was typed. */
  private static final List<String> TOLD =
      List.of(
          "name",
          "command",
          "args",
          "cwd",
          "signal",
          "tag",
          "recipe",
          "path",
          "from",
          "to",
          "terminal");

  /**
   * Calls that a script makes many times a second. Of those by one sender on one thing the first in
   * a minute stands for all, or they would push out what else happened.
   */
  private static final Set<String> FREQUENT =
      Set.of("typeKeys", "changeTerminal", "messageProcess", "issueTicket", "streamTerminal");

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_FREQUENT = 10_000;

  private static final int MOST_CHARACTERS = 400;
  private static final int MOST_WORDS = 50;

  private final AuditLog log;
  private final Set<String> lately =
      Collections.newSetFromMap(
          Caffeine.newBuilder()
              .maximumSize(MOST_FREQUENT)
              .expireAfterWrite(MINUTE)
              .<String, Boolean>build()
              .asMap());
  private final String user = System.getProperty("user.name");

  AuditTrail(AuditLog log) {
    this.log = log;
  }

  static boolean covers(Contract.Operation operation) {
    return LOOKS_THAT_COUNT.contains(operation.id())
        || (!operation.methods().contains(HttpMethod.GET) && !LOOKS_ONLY.contains(operation.id()));
  }

  /** Sees to it that a request whose sender is known is written down once it is answered. */
  void follow(Contract.Operation operation, RoutingContext context) {
    if (Access.isUpgrade(context.request())) {
      note(operation, context, 101);
    } else {
      Access.whenAnswered(
          context, () -> note(operation, context, context.response().getStatusCode()));
    }
    context.next();
  }

  private void note(Contract.Operation operation, RoutingContext context, int status) {
    if (status == 400) {
      return;
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", status);
    String made = context.response().headers().get("Location");
    if (made != null) {
      details.put("id", made.substring(made.lastIndexOf('/') + 1));
    }
    Input.find(context).ifPresent(input -> describe(input, details));
    AuditEntry entry =
        new AuditEntry(
            Instant.now(),
            actor(context),
            action(operation.id()),
            subject(context, details),
            result(status),
            details);
    if (!FREQUENT.contains(operation.id())
        || lately.add(
            String.join(
                " ", entry.actor().who(), entry.action(), entry.subject(), entry.result()))) {
      log.note(entry);
    }
  }

  private static void describe(Input input, Map<String, Object> details) {
    input
        .parameters()
        .forEach((name, value) -> {
          if (!name.equals("id")) {
            details.put(name, value instanceof String text ? cut(text) : value);
          }
        });
    for (String field : TOLD) {
      plain(input.body().getValue(field)).ifPresent(value -> details.put(field, value));
    }
  }

  private static Optional<Object> plain(Object value) {
    return switch (value) {
      case String text -> Optional.of(cut(text));
      case JsonArray array ->
          Optional.of(
              array.stream().limit(MOST_WORDS).map(word -> cut(String.valueOf(word))).toList());
      case null, default -> Optional.empty();
    };
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
  }

  /** What the path names, else what the body names, else what was made. */
  private static String subject(RoutingContext context, Map<String, Object> details) {
    String id = context.pathParam("id");
    if (id != null) {
      return cut(id);
    }
    for (String field : List.of("name", "tag", "path", "id")) {
      if (details.get(field) instanceof String text) {
        return text;
      }
    }
    return "";
  }

  private static String result(int status) {
    return switch (status) {
      case 401, 403, 422 -> AuditEntry.REFUSED;
      case 404 -> "unknown";
      case 409 -> "conflict";
      case 429 -> "at-capacity";
      default -> status < 400 ? AuditEntry.DONE : AuditEntry.FAILED;
    };
  }

  /** {@code openTerminal} becomes {@code open-terminal}. */
  static String action(String operation) {
    return operation.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private Actor actor(RoutingContext context) {
    return actor(context.request(), Access.grant(context));
  }

  private Actor actor(HttpServerRequest request, Grant grant) {
    return switch (grant) {
      case Grant.BySession(String id) -> new Actor(session(id), address(request));
      case Grant.ByToken _ ->
          new Actor(isLocal(request) ? "user:" + user : "token", address(request));
    };
  }

  /** The id is no secret, and its beginning tells it from all others. */
  private static String session(String id) {
    return "session:" + id.substring(0, Math.min(12, id.length()));
  }

  /** Somebody has logged in. */
  void loggedIn(HttpServerRequest request, String session) {
    log.note(
        new AuditEntry(
            Instant.now(),
            new Actor(session(session), address(request)),
            "login",
            "",
            AuditEntry.DONE,
            Map.of()));
  }

  /**
   * Somebody has shown a wrong token. Of many from one address some are written down, ever fewer,
   * so that guessing does not push out of the log what else happened.
   *
   * @param times how often the address has done that
   */
  void guessed(HttpServerRequest request, int times) {
    if (Integer.bitCount(times) == 1) {
      log.note(
          new AuditEntry(
              Instant.now(),
              new Actor("unknown", address(request)),
              "login",
              "",
              AuditEntry.REFUSED,
              Map.of("wrongTokens", times)));
    }
  }

  /** Only the hub's own user can connect to its Unix socket. */
  private static boolean isLocal(HttpServerRequest request) {
    return request.remoteAddress().hostAddress() == null;
  }

  private static String address(HttpServerRequest request) {
    return isLocal(request) ? "unix" : request.remoteAddress().hostAddress();
  }
}
