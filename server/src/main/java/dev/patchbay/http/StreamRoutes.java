package dev.patchbay.http;

import dev.patchbay.terminals.Terminal;
import dev.patchbay.terminals.Terminals;
import dev.patchbay.terminals.Viewer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Turns requests for a terminal's stream into {@link StreamSocket}s. */
final class StreamRoutes {
  private final Terminals terminals;
  private final Blocking blocking;
  private final Access access;
  private final Set<StreamSocket> open = ConcurrentHashMap.newKeySet();

  StreamRoutes(Terminals terminals, Blocking blocking, Access access) {
    this.terminals = terminals;
    this.blocking = blocking;
    this.access = access;
  }

  void stream(RoutingContext context) {
    if (!Access.isUpgrade(context.request())) {
      Problem.of(400, "upgrade-needed", "This is a WebSocket.").send(context.response());
      return;
    }
    Input input = Input.of(context);
    Pongs.bound(context.request());
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> begin(context, socket, input))
        .onFailure(e -> {
          if (!context.response().ended()) {
            Problem.of(400, "malformed-upgrade", "The upgrade to a WebSocket failed.")
                .send(context.response());
          }
        });
  }

  private void begin(RoutingContext context, ServerWebSocket socket, Input input) {
    Optional<Terminal> terminal = terminals.find(input.text("id"));
    if (terminal.isEmpty()) {
      Replies.drop(socket.close(StreamSocket.NO_SUCH_TERMINAL, "no such terminal"));
      return;
    }
    boolean view = input.find("role").filter("view"::equals).isPresent();
    boolean hold = input.find("flow").filter("hold"::equals).isPresent();
    if (view && hold) {
      Replies.drop(socket.close(StreamSocket.NOT_ALLOWED, "only a controlling viewer may hold"));
      return;
    }
    Viewer.Role role = view ? Viewer.Role.VIEW : Viewer.Role.CONTROL;
    Viewer.Flow flow = hold ? Viewer.Flow.HOLD : Viewer.Flow.SKIP;
    StreamSocket[] self = new StreamSocket[1];
    Runnable[] released = {() -> {}};
    StreamSocket stream =
        new StreamSocket(
            context.vertx(),
            socket,
            terminal.get(),
            blocking,
            signal ->
                input
                    .find("from")
                    .map(from -> terminal.get().watchFrom((long) from, role, flow, signal))
                    .orElseGet(() -> terminal.get().watch(role, flow, signal)),
            () -> {
              open.remove(self[0]);
              released[0].run();
            });
    self[0] = stream;
    open.add(stream);
    // The connection's end is told on this event loop, so not before this is assigned.
    released[0] =
        access.whileGranted(
            context, () -> stream.cut(StreamSocket.NOT_ALLOWED, "the session has ended"));
  }

  /** Tells all viewers that the hub stops. */
  void stop() {
    open.forEach(stream -> stream.close(StreamSocket.STOPPING, "the hub stops"));
  }
}
