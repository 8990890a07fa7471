package dev.patchbay.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Makes one check. Blocks, and ends when it is interrupted. Thread-safe. */
final class Checks implements AutoCloseable {
  private static final int MOST_BODY_BYTES = 64 * 1024;

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
    HttpRequest request =
        HttpRequest.newBuilder(check.url()).header("User-Agent", "patchbay-health").build();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      // Closing it early ends the connection, however much there would be to come.
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        if (status < check.from() || status > check.to()) {
          return new Verdict.Bad(check.url() + " answered " + status);
        }
        if (check.match().isPresent()) {
          String text = new String(body.readNBytes(MOST_BODY_BYTES), UTF_8);
          if (!UserPattern.of(check.match().get()).isIn(text)) {
            return new Verdict.Bad(
                check.url() + " answered without \"" + check.match().get() + "\"");
          }
        }
        return new Verdict.Good();
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        // So the client says that it was interrupted while it read a body.
        throw new InterruptedException();
      }
      return new Verdict.Bad(check.url() + ": " + reason(e));
    }
  }

  Verdict tcp(Check.Tcp check, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(check.host(), check.port()), Math.toIntExact(timeout.toMillis()));
      return new Verdict.Good();
    } catch (IOException e) {
      return new Verdict.Bad(check.host() + ":" + check.port() + ": " + reason(e));
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
