package dev.patchbay.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.bounded.UserPattern;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLException;

/** Makes one check. Blocks, and ends when it is interrupted. Thread-safe. */
final class Checks implements AutoCloseable {
  private static final int MOST_BODY_BYTES = 64 * 1024;

  /** A service may listen at either of them, and means both when it says "localhost". */
  private static final List<String> LOOPBACK = List.of("::1", "127.0.0.1");

  /** {@link HttpClient} accepts a Host header only if this property allows it. */
  private static final boolean MAY_NAME_HOST =
      System.getProperty("jdk.httpclient.allowRestrictedHeaders", "").contains("host");

  private final HttpClient client;

  Checks(ExecutorService threads) {
    client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .executor(threads)
            .build();
  }

  /** Takes as long as it takes, until it is interrupted. */
  Verdict http(Check.Http check) throws InterruptedException {
    URI url = check.address().url();
    try {
      ConnectException refused = new ConnectException();
      for (URI at : places(url)) {
        try {
          return http(check, at);
        } catch (ConnectException e) {
          refused = e;
        }
      }
      throw refused;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        // So the client says that it was interrupted while it read a body.
        throw new InterruptedException();
      }
      return new Verdict.Bad(url + ": " + reason(e, url.getHost()));
    }
  }

  private static List<URI> places(URI url) {
    List<URI> places = new ArrayList<>(List.of(url));
    if (isLocalhost(url.getHost())) {
      LOOPBACK.forEach(address ->
          places.add(
              HttpAddress.withHost(url, address.contains(":") ? "[" + address + "]" : address)));
    }
    return places;
  }

  private Verdict http(Check.Http check, URI at) throws IOException, InterruptedException {
    URI url = check.address().url();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).header("User-Agent", "patchbay-health");
    if (!at.equals(url) && MAY_NAME_HOST) {
      request.header("Host", url.getAuthority());
    }
    check.address().authorization().ifPresent(it -> request.header("Authorization", it));
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    // Closing it early ends the connection, however much there would be to come.
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status < check.from() || status > check.to()) {
        return new Verdict.Bad(url + " answered " + status);
      }
      Optional<String> match = check.match();
      if (match.isPresent()
          && !UserPattern.of(match.get())
              .isIn(new String(body.readNBytes(MOST_BODY_BYTES), UTF_8))) {
        return new Verdict.Bad(url + " answered without \"" + match.get() + "\"");
      }
      return new Verdict.Good();
    }
  }

  Verdict tcp(Check.Tcp check, Duration timeout) {
    try {
      IOException last = new UnknownHostException();
      for (InetAddress address : addresses(check.host())) {
        try (Socket socket = new Socket()) {
          socket.connect(
              new InetSocketAddress(address, check.port()), Math.toIntExact(timeout.toMillis()));
          return new Verdict.Good();
        } catch (IOException e) {
          last = e;
        }
      }
      throw last;
    } catch (IOException e) {
      return new Verdict.Bad(check + ": " + reason(e, check.host()));
    }
  }

  private static List<InetAddress> addresses(String host) throws UnknownHostException {
    return isLocalhost(host)
        ? LOOPBACK.stream().map(InetAddress::ofLiteral).toList()
        : List.of(InetAddress.getAllByName(host));
  }

  private static boolean isLocalhost(String host) {
    return host.toLowerCase(Locale.ROOT).equals("localhost");
  }

  /** For people, who know nothing of Java's exceptions. */
  private static String reason(IOException e, String host) {
    if (e.getCause() instanceof UnresolvedAddressException
        || (e.getCause() != null
            && e.getCause().getCause() instanceof UnresolvedAddressException)) {
      return "no address is known of " + host;
    }
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    return switch (e) {
      case UnknownHostException _ -> "no address is known of " + host;
      case SocketTimeoutException _ -> "no answer in time";
      case NoRouteToHostException _ -> "there is no way to it";
      case SSLException _ -> "TLS: " + message;
      case ConnectException _ when message.isEmpty() || message.contains("refused") ->
          "connection refused";
      default -> {
        if (message.contains("received no bytes") || message.contains("EOF reached")) {
          yield "the connection was closed without an answer";
        }
        yield message.isEmpty() ? "the connection failed" : message;
      }
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
