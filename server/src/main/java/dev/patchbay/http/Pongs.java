package dev.patchbay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * The answers to a peer's pings, of which few wait at a time. Vert.x answers every ping at once,
 * whether the peer reads the answers or not, so that pings alone would fill the memory. RFC 6455
 * (5.5.3) lets an endpoint leave out answers while others wait. Runs on the socket's event loop.
 */
final class Pongs extends ChannelOutboundHandlerAdapter {
  /** Enough for a peer that reads; nobody counts on more answers at a time. */
  private static final int MOST_WAITING = 16;

  private int waiting;

  private Pongs() {}

  /** Bounds the answers on a connection from now on, once it is a WebSocket's. */
  static void bound(HttpServerRequest upgrade) {
    ChannelHandlerContext vertx =
        ((HttpServerConnection) upgrade.connection()).channelHandlerContext();
    // Writes pass the handlers backwards, so this one sees frames before they are encoded.
    vertx.pipeline().addBefore(vertx.name(), null, new Pongs());
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
    if (!(message instanceof PongWebSocketFrame)) {
      var _ = context.write(message, written);
    } else if (waiting < MOST_WAITING) {
      waiting++;
      var _ = context.write(message, written.unvoid()).addListener(_ -> waiting--);
    } else {
      ReferenceCountUtil.release(message);
      written.trySuccess();
    }
  }
}
