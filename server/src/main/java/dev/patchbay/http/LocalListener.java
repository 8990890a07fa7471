package dev.patchbay.http;

import dev.patchbay.security.LocalUser;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server on a Unix socket, for the client of the same user. */
final class LocalListener extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(LocalListener.class);

  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> handler;
  private final Path path;

  LocalListener(HttpServerOptions options, Handler<HttpServerRequest> handler, Path path) {
    this.options = options;
    this.handler = handler;
    this.path = path;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(options)
        .connectionHandler(LocalListener::refuseOthers)
        .requestHandler(request -> Listener.answer(request, handler))
        .invalidRequestHandler(Listener::refuse)
        .listen(SocketAddress.domainSocketAddress(path.toString()));
  }

  /** Before anything is read of the connection. */
  private static void refuseOthers(HttpConnection connection) {
    if (!isOwn(connection)) {
      Replies.drop(connection.close());
    }
  }

  private static boolean isOwn(HttpConnection connection) {
    try {
      // Vert.x has no public way to ask for a connection's credentials.
      UnixDomainPrincipal peer =
          ((HttpServerConnection) connection)
              .channelHandlerContext()
              .channel()
              .config()
              .getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
      return peer != null && LocalUser.isSelf(peer);
    } catch (IOException | RuntimeException e) {
      LOG.warn("a connection to the Unix socket does not tell whose it is", e);
      return false;
    }
  }
}
