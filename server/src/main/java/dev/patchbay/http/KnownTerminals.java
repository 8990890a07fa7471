package dev.patchbay.http;

import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.Terminals;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Finds the terminal that a request names. */
record KnownTerminals(Terminals all) {
  /** Answers with 404 where there is no such terminal. */
  void with(RoutingContext context, Consumer<Terminal> action) {
    String id = Input.of(context).text("id");
    all.find(id)
        .ifPresentOrElse(action, () -> Problem.unknownTerminal(id).send(context.response()));
  }
}
