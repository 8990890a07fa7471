package dev.patchbay.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The server on one event loop; several on one port share the connections among them. */
final class Listener extends VerticleBase {
  /** How often connections are looked through whose time is over. */
  private static final long SWEEP_MILLIS = 1000;

  private final HttpServerOptions options;
  private final Newcomers newcomers;
  private final Handler<HttpServerRequest> handler;

  /** Set before {@link #port} is asked, which is after the start. */
  private int port;

  Listener(HttpServerOptions options, Newcomers newcomers, Handler<HttpServerRequest> handler) {
    this.options = options;
    this.newcomers = newcomers;
    this.handler = handler;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SWEEP_MILLIS, _ -> newcomers.closeExpired());
    return vertx
        .createHttpServer(options)
        .requestHandler(this::receive)
        .invalidRequestHandler(Listener::refuse)
        .listen()
        .onSuccess(this::noteListening);
  }

  private void receive(HttpServerRequest request) {
    newcomers.requested(request);
    answer(request, handler);
  }

  /** Whatever the request came by. */
  static void answer(HttpServerRequest request, Handler<HttpServerRequest> handler) {
    SecurityHeaders.add(request);
    RequestTarget.fault(request)
        .ifPresentOrElse(
            problem -> problem.send(request.response()), () -> handler.handle(request));
  }

  static void refuse(HttpServerRequest request) {
    SecurityHeaders.add(request);
    Problem.of(400, "malformed-request", "This is no HTTP request that can be read.")
        .send(request.response());
  }

  private void noteListening(HttpServer server) {
    port = server.actualPort();
  }

  int port() {
    return port;
  }
}
