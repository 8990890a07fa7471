package dev.patchbay.http;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Proves to clients on this machine that it is the hub that answers, before they show the token.
 */
final class ChallengeRoutes {
  private final Access access;

  ChallengeRoutes(Access access) {
    this.access = access;
  }

  void answer(RoutingContext context) {
    SocketAddress here = context.request().localAddress();
    if (!isOfThisMachine(here, context.request().remoteAddress())) {
      // A token that somebody chose badly could be guessed from proofs, so they stay here.
      Problem.of(403, "not-from-here", "The hub proves itself to this machine's clients only.")
          .send(context.response());
      return;
    }
    String host = host(here);
    String nonce = Input.of(context).body().getString("nonce");
    String proof = access.token().prove(nonce, host + ":" + here.port());
    Replies.json(context, 200, new JsonObject().put("proof", proof));
  }

  /** A client whose own address is the one it connects to is on this machine. */
  private static boolean isOfThisMachine(SocketAddress here, SocketAddress there) {
    return host(here).equals(host(there)) || host(there).startsWith("127.");
  }

  /** In numbers, without an interface's name; empty for a Unix socket. */
  private static String host(SocketAddress address) {
    String host = address.hostAddress();
    return host == null ? "" : host.replaceFirst("%.*$", "");
  }
}
