package dev.patchbay.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections that have not authenticated yet, from the moment they are accepted, so that those
 * which never finish a TLS handshake or a request count too. Each has its time, and together they
 * have a bound: beyond it the one that has been quiet longest is closed. So strangers can neither
 * use up the descriptors nor keep the owner out.
 */
public final class Newcomers {
  /** Longer than any handshake and first request take; each complete request starts it anew. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Enough for the connections of many pages that log in at once. */
  private static final int MOST = 256;

  private final int bound;

  /** When each was accepted or last completed a request (nanoseconds), the earliest first. */
  @GuardedBy("this")
  private final Map<Channel, Long> since = new LinkedHashMap<>();

  /**
   * @param descriptors how many this process may have open; 0 if that is not known
   */
  public Newcomers(long descriptors) {
    bound = (int) Math.max(1, Math.min(MOST, descriptors == 0 ? MOST : descriptors / 8));
  }

  /** The transport whose listening sockets count what they accept. */
  public Transport transport() {
    return new TransportInternal(
        "nio",
        true,
        null,
        new NioTransport() {
          @Override
          public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean local) {
            return local ? super.serverChannelFactory(true) : Newcomers.this::listeningChannel;
          }
        });
  }

  private NioServerSocketChannel listeningChannel() {
    return new NioServerSocketChannel() {
      @Override
      protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        try {
          int count = super.doReadMessages(accepted);
          for (Object channel : accepted.subList(before, accepted.size())) {
            add((Channel) channel);
          }
          return count;
        } catch (IOException e) {
          // As a rule no descriptor is left for it: the next attempt finds some.
          closeEarliest(bound / 2);
          throw e;
        }
      }
    };
  }

  /** A request of a stranger is complete: it has its time anew, for the next one. */
  void requested(HttpServerRequest request) {
    Channel channel = channel(request);
    synchronized (this) {
      if (since.remove(channel) != null) {
        since.put(channel, System.nanoTime());
      }
    }
  }

  /** The connection has shown the token or a session, and is no newcomer any more. */
  void authenticated(HttpServerRequest request) {
    Channel channel = channel(request);
    synchronized (this) {
      since.remove(channel);
    }
  }

  /** Closes those whose time is over. */
  void closeExpired() {
    long now = System.nanoTime();
    List<Channel> expired = new ArrayList<>();
    synchronized (this) {
      Iterator<Map.Entry<Channel, Long>> earliest = since.entrySet().iterator();
      while (earliest.hasNext()) {
        Map.Entry<Channel, Long> next = earliest.next();
        if (now - next.getValue() < PATIENCE.toNanos()) {
          break;
        }
        earliest.remove();
        expired.add(next.getKey());
      }
    }
    expired.forEach(Newcomers::close);
  }

  private void add(Channel channel) {
    synchronized (this) {
      since.put(channel, System.nanoTime());
    }
    channel.closeFuture().addListener(_ -> remove(channel));
    closeEarliest(bound);
  }

  private synchronized void remove(Channel channel) {
    since.remove(channel);
  }

  private void closeEarliest(int left) {
    List<Channel> earliest = new ArrayList<>();
    synchronized (this) {
      Iterator<Channel> channels = since.keySet().iterator();
      for (int surplus = since.size() - left; surplus > 0; surplus--) {
        earliest.add(channels.next());
        channels.remove();
      }
    }
    earliest.forEach(Newcomers::close);
  }

  /** One that was accepted a moment ago may have no event loop yet, which alone closes in order. */
  private static void close(Channel channel) {
    if (channel.isRegistered()) {
      var _ = channel.close();
    } else {
      channel.unsafe().closeForcibly();
    }
  }

  private static Channel channel(HttpServerRequest request) {
    return ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
  }
}
