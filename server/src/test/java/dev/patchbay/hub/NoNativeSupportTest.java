package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.NativeSupport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On machines without the system calls: what works says so, and nothing hangs. */
class NoNativeSupportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final NativeSupport MISSING =
      new NativeSupport.Missing("the C library has no epoll_create1");

  private static final List<String> SUPERVISION =
      List.of(
          "GET /api/processes",
          "POST /api/processes {\"name\":\"a\",\"kind\":\"service\",\"command\":[\"/bin/true\"]}",
          "GET /api/processes/a",
          "POST /api/processes/a/start",
          "DELETE /api/processes/a",
          "GET /api/processes/a/output",
          "GET /api/history",
          "GET /api/alerts",
          "POST /api/config/reload");

  private static TestHub.Response send(TestHub hub, String call) {
    String[] words = call.split(" ", 3);
    return hub.request(words[0], words[1]).body(words.length > 2 ? words[2] : "").send();
  }

  @Test
  void opensTerminalsByPty4jAndSaysWhyProcessesAreNotSupervised() {
    String services = "services: {web: {command: [sleep, '600']}}\n";
    TestHub hub = TestHub.start(services, System.getenv(), () -> MISSING);
    try {
      String id = hub.open("echo it works; sleep 600");
      await()
          .atMost(PATIENCE)
          .until(() ->
              hub.request("GET", "/api/terminals/" + id + "/screen?format=text")
                  .send()
                  .body()
                  .contains("it works"));
      for (String call : SUPERVISION) {
        TestHub.Response response = send(hub, call);
        assertThat(response.status()).as(call + ": " + response.body()).isEqualTo(501);
        assertThat(response.problem()).isEqualTo("not-supported-here");
        assertThat(response.body()).contains("the C library has no epoll_create1");
      }
      var system = hub.request("GET", "/api/system").send();
      assertThat(system.status()).isEqualTo(200);
      assertThat(system.json().getJsonObject("supervision").getBoolean("supported")).isFalse();
      assertThat(system.json().getJsonObject("supervision").getString("reason"))
          .contains("epoll_create1");
      assertThat(hub.request("GET", "/api/tools").send().status()).isEqualTo(200);
    } finally {
      Assertions.assertTimeoutPreemptively(PATIENCE, hub::close);
    }
  }

  @Test
  void startsAnswersAndStopsWhereJavaMayCallNothingNative(@TempDir Path folder) throws Exception {
    HubProcess hub =
        HubProcess.start(
            List.of(),
            List.of("--illegal-native-access=deny"),
            Map.of(),
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString());
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(hub.ready()).as(hub.errors()).startsWith("Patchbay is ready");
      HttpResponse<String> system = send(client, hub, "GET", "/api/system", "");
      assertThat(system.statusCode()).as(system.body()).isEqualTo(200);
      assertThat(system.body()).contains("native access is switched off");
      assertThat(send(client, hub, "GET", "/api/processes", "").statusCode()).isEqualTo(501);
      // pty4j is native code as well.
      HttpResponse<String> terminal = send(client, hub, "POST", "/api/terminals", "{}");
      assertThat(terminal.statusCode()).as(terminal.body()).isEqualTo(501);
      assertThat(terminal.body()).contains("not-supported-here");
    } finally {
      hub.terminate();
      hub.awaitExit();
    }
  }

  private static HttpResponse<String> send(
      HttpClient client, HubProcess hub, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
