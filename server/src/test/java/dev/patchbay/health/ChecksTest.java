package dev.patchbay.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of real servers. */
@Timeout(30)
class ChecksTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Checks checks = new Checks(threads);

  @AfterEach
  void close() {
    checks.close();
    threads.close();
  }

  private static ServerSocket listen(String address) throws IOException {
    try {
      return new ServerSocket(0, 1, InetAddress.ofLiteral(address));
    } catch (IOException e) {
      assumeTrue(!address.contains(":"), "this machine has no IPv6");
      throw e;
    }
  }

  private Verdict http(String url) throws InterruptedException {
    return checks.http(new Check.Http(HttpAddress.of(url), 200, 399, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void findAServiceAtEitherAddressOfThisMachine(String address) throws Exception {
    try (ServerSocket socket = listen(address)) {
      String port = Integer.toString(socket.getLocalPort());
      for (String written : List.of(port, "localhost:" + port)) {
        assertThat(checks.tcp(Check.Tcp.of(written), LONG)).isInstanceOf(Verdict.Good.class);
      }
    }
    AtomicReference<String> host = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          host.set(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String place = "localhost:" + server.getAddress().getPort();
      assertThat(http("http://" + place + "/")).isInstanceOf(Verdict.Good.class);
      assertThat(host.get()).isEqualTo(place);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sendUserAndPasswordAndShowNeither() throws Exception {
    AtomicReference<String> sent = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    server.start();
    try {
      String place = "127.0.0.1:" + server.getAddress().getPort();
      Verdict verdict = http("http://ann:s3cret@" + place + "/health");
      assertThat(sent.get()).isEqualTo("Basic YW5uOnMzY3JldA==");
      assertThat(verdict).isEqualTo(new Verdict.Bad("http://" + place + "/health answered 500"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sayInWordsWhyThereIsNoConnection() throws Exception {
    int port;
    try (ServerSocket socket = listen("127.0.0.1")) {
      port = socket.getLocalPort();
    }
    assertThat(http("http://127.0.0.1:" + port + "/"))
        .isEqualTo(new Verdict.Bad("http://127.0.0.1:" + port + "/: connection refused"));
    assertThat(http("http://localhost:" + port))
        .isEqualTo(new Verdict.Bad("http://localhost:" + port + ": connection refused"));
    assertThat(checks.tcp(Check.Tcp.of(port + ""), LONG))
        .isEqualTo(new Verdict.Bad("localhost:" + port + ": connection refused"));
    assertThat(http("http://host.invalid/"))
        .isEqualTo(new Verdict.Bad("http://host.invalid/: no address is known of host.invalid"));
    try (ServerSocket silent = listen("127.0.0.1")) {
      // The client tries twice.
      Thread.startVirtualThread(() -> {
        try {
          while (true) {
            silent.accept().close();
          }
        } catch (IOException e) {
          // It is closed.
        }
      });
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      assertThat(http(url))
          .isEqualTo(new Verdict.Bad(url + ": the connection was closed without an answer"));
    }
  }
}
