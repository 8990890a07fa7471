package dev.patchbay.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The server on one event loop; several on one port share the connections among them. */
final class Listener extends VerticleBase {
  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> handler;

  /** Set before {@link #port} is asked, which is after the start. */
  private int port;

  Listener(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    this.options = options;
    this.handler = handler;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(options)
        .requestHandler(this::receive)
        .invalidRequestHandler(Listener::refuse)
        .listen()
        .onSuccess(this::noteListening);
  }

  private void noteListening(HttpServer server) {
    port = server.actualPort();
  }

  int port() {
    return port;
  }
}
