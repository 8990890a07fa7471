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
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

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

  /** Between two looks whether connections that are being closed have gone. */
  private static final Duration CROWDED_PAUSE = Duration.ofMillis(1);

  /** After a connection could not be accepted. */
  private static final Duration RETRY_PAUSE = Duration.ofMillis(5);

  private final int bound;

  /** All that are open, those that are being closed included. */
  @GuardedBy("this")
  private final Set<Channel> open = new HashSet<>();

  /** When each was accepted or last completed a request (nanoseconds), the earliest first. */
  @GuardedBy("this")
  private final Map<Channel, Long> since = new LinkedHashMap<>();

  /**
   * @param descriptors how many this process may have open; 0 if that is not known
   */
  public Newcomers(long descriptors) {
    bound = (int) Math.max(1, Math.min(MOST, descriptors == 0 ? MOST : descriptors / 16));
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
        if (isCrowded()) {
          // The next ones wait in the kernel's queue. The acceptor's thread does nothing else.
          closeEarliest(bound);
          LockSupport.parkNanos(CROWDED_PAUSE.toNanos());
          return 0;
        }
        int before = accepted.size();
        try {
          int count = super.doReadMessages(accepted);
          for (Object channel : accepted.subList(before, accepted.size())) {
            add((Channel) channel);
          }
          return count;
        } catch (ClosedChannelException e) {
          throw e;
        } catch (IOException e) {
          // As a rule no descriptor is left for it. Thrown on, it would stop accepting for a
          // second.
          closeEarliest(bound / 2);
          LockSupport.parkNanos(RETRY_PAUSE.toNanos());
          return 0;
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
    remove(channel);
  }

  /**
   * Closes those whose time is over, and those that could not be closed when they were too many.
   */
  void closeExpired() {
    closeEarliest(bound);
    long now = System.nanoTime();
    List<Channel> expired = new ArrayList<>();
    synchronized (this) {
      Iterator<Map.Entry<Channel, Long>> earliest = since.entrySet().iterator();
      while (earliest.hasNext()) {
        Map.Entry<Channel, Long> next = earliest.next();
        if (now - next.getValue() < PATIENCE.toNanos() || !next.getKey().isRegistered()) {
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
      open.add(channel);
      since.put(channel, System.nanoTime());
    }
    channel.closeFuture().addListener(_ -> remove(channel));
    closeEarliest(bound);
  }

  private synchronized boolean isCrowded() {
    return open.size() >= 2 * bound;
  }

  private synchronized void remove(Channel channel) {
    open.remove(channel);
    since.remove(channel);
  }

  /** One that was accepted a moment ago may have no event loop yet, which alone can close it. */
  private void closeEarliest(int left) {
    List<Channel> earliest = new ArrayList<>();
    synchronized (this) {
      int surplus = since.size() - left;
      Iterator<Channel> channels = since.keySet().iterator();
      while (earliest.size() < surplus && channels.hasNext()) {
        Channel next = channels.next();
        if (next.isRegistered()) {
          channels.remove();
          earliest.add(next);
        }
      }
    }
    earliest.forEach(Newcomers::close);
  }

  private static void close(Channel channel) {
    var _ = channel.close();
  }

  private static Channel channel(HttpServerRequest request) {
    return ((HttpServerConnection) request.connection()).channelHandlerContext().channel();
  }
}
