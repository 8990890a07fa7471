package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs can do to a hub that may connect to its port and have no token. */
class StrangersTest {
  private static final List<String> NOISE =
      List.of(
          "\u0000\u00ff\u0013garbage\r\n\r\n",
          "\u0016\u0003\u0001\u0000\u00c8\u0001\u0000\u0000\u00c4\u0003\u0003" + "x".repeat(300),
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
          "GET /\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "a".repeat(50_000) + "\r\n\r\n",
          "GET /" + "a".repeat(50_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          login("application/json", "Transfer-Encoding: chunked", "zz\r\n"),
          login("multipart/form-data", "Content-Length: 5", "abcde"),
          login("application/json", "Content-Length: 50", "{"));

  @TempDir private Path folder;

  /** Noise is made while the silent ones are waited for. */
  @Test
  void writeNothingIntoItsLogAndLoseWhatSendsNoWholeRequestInTime() throws Exception {
    try (HubProcess hub = start(List.of());
        RawConnection silent = RawConnection.open(hub.url());
        RawConnection slow = RawConnection.open(hub.url());
        RawConnection owner = RawConnection.open(hub.url())) {
      String before = hub.errors();
      slow.send("GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
      owner.send(
          "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
              + hub.token()
              + "\r\n\r\n");
      for (String noise : NOISE) {
        try (RawConnection connection = RawConnection.open(hub.url())) {
          connection.send(noise);
          socketWasServed(hub);
        }
      }

      assertThat(silent.readAll()).isEmpty();
      assertThat(slow.readAll()).isEmpty();

      assertThat(hub.errors().substring(before.length())).isEmpty();
      call(hub, "POST", "/api/terminals", "{\"command\":[\"true\"]}");
      owner.awaitText("terminal.opened");
    }
  }

  @Test
  void keepNobodyOutWithSilentConnections() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (HubProcess hub = start(List.of("prlimit", "--nofile=256:256"))) {
      String id =
          new JsonObject(
                  call(hub, "POST", "/api/terminals", "{\"command\":[\"sleep\",\"600\"]}").body())
              .getString("id");
      URI uri = URI.create(hub.url());
      for (int i = 0; i < 600; i++) {
        silent.add(connect(uri));
      }
      Duration patience = Duration.ofSeconds(10);
      await()
          .atMost(patience)
          .untilAsserted(
              () -> assertThat(call(hub, "GET", "/api/terminals", "").statusCode()).isEqualTo(200));
      assertThat(
              call(hub, "POST", "/api/terminals/" + id + "/signal", "{\"signal\":\"terminate\"}")
                  .statusCode())
          .isLessThan(300);
      assertThat(call(hub, "DELETE", "/api/terminals/" + id, "").statusCode()).isEqualTo(204);
      hub.terminate();
      assertThat(hub.awaitExit()).isIn(0, 143);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void refusesNewWorkWhileItCanStillEndTheOld() throws Exception {
    try (HubProcess hub = start(List.of("prlimit", "--nofile=256:256"))) {
      List<String> ids = new ArrayList<>();
      HttpResponse<String> last = open(hub);
      while (last.statusCode() == 201 && ids.size() < 256) {
        ids.add(new JsonObject(last.body()).getString("id"));
        last = open(hub);
      }
      assertThat(last.statusCode()).as(last.body() + hub.errorText()).isEqualTo(429);
      assertThat(last.body()).contains("out-of-descriptors", "ulimit -n");
      assertThat(last.headers().firstValue("retry-after")).isPresent();
      assertThat(ids).hasSizeGreaterThan(10);

      for (String id : ids) {
        assertThat(call(hub, "DELETE", "/api/terminals/" + id, "").statusCode()).isEqualTo(204);
      }
      assertThat(open(hub).statusCode()).isEqualTo(201);
    }
  }

  private static String login(String type, String length, String body) {
    return String.join(
        "\r\n",
        "POST /api/login HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: " + type,
        length,
        "",
        body);
  }

  private static HttpResponse<String> open(HubProcess hub) throws Exception {
    return call(hub, "POST", "/api/terminals", "{\"command\":[\"sleep\",\"600\"]}");
  }

  private HubProcess start(List<String> launcher) throws IOException {
    return HubProcess.start(
        launcher, Map.of(), "--port", "0", "--data-dir", folder.resolve("data").toString());
  }

  /** The hub has read what came before on its event loops, since it answers what came after. */
  private static void socketWasServed(HubProcess hub) throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(
              RawConnection.exchange(
                  hub.url(),
                  "GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  private static Socket connect(URI uri) throws IOException {
    try {
      Socket socket = new Socket(uri.getHost(), uri.getPort());
      socket.getOutputStream().write("GET /".getBytes(ISO_8859_1));
      return socket;
    } catch (ConnectException e) {
      throw new AssertionError("the hub takes no connection", e);
    } catch (IOException e) {
      return new Socket();
    }
  }

  private static HttpResponse<String> call(HubProcess hub, String method, String path, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(hub.url() + path))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer " + hub.token())
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
