package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data dir whose disk stops answering keeps nobody from the processes. */
class HungDataDirTest {
  /** More than there are carriers of virtual threads. */
  private static final int SERVICES = 2 * Runtime.getRuntime().availableProcessors() + 2;

  /** The registry waits a second for its disk; all else takes milliseconds. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration STOP = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private HubProcess hub;

  @BeforeEach
  void start() throws IOException {
    Path config =
        Files.writeString(folder.resolve("patchbay.yaml"), "processes: {memory-headroom: 0B}\n");
    boolean root = System.getProperty("user.name").equals("root");
    hub =
        HubProcess.start(
            root ? List.of() : List.of("unshare", "--user", "--map-root-user", "--mount"),
            HubWithDeadMount.class.getName(),
            Map.of("HOME", folder.toString()),
            HubWithDeadMount.When.TOLD.name(),
            folder.resolve("data").toString(),
            "serve",
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString(),
            "--config",
            config.toString());
    assertThat(hub.ready()).as(hub::errorText).startsWith("Patchbay is ready");
  }

  @AfterEach
  void stop() {
    hub.close();
    client.shutdownNow();
  }

  @Test
  void processesAreListedSignalledAndDeletedAndTheHubStops() throws IOException {
    for (int i = 0; i < SERVICES; i++) {
      create("service-" + i);
    }
    create("survivor");

    assertThat(hub.tell("mount")).isEqualTo("mounted");
    List<CompletableFuture<HttpResponse<String>>> deleted = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      deleted.add(send("DELETE", "/api/processes/service-" + i, ""));
    }

    for (CompletableFuture<HttpResponse<String>> each : deleted) {
      assertThat(each.join().statusCode()).as(each.join().body()).isEqualTo(204);
    }
    assertThat(soon("GET", "/api/processes", "").body())
        .contains("survivor")
        .doesNotContain("service-0");
    assertThat(soon("GET", "/api/history", "").body()).contains("service-0");
    assertThat(soon("POST", "/api/processes/survivor/signal", "{\"signal\":\"kill\"}").body())
        .contains("success");
    await()
        .until(() -> !send("GET", "/api/processes/survivor", "").join().body().contains("running"));
    assertThat(soon("GET", "/api/system", "").body())
        .contains("disk-hanging")
        .contains("processes.journal");

    long begun = System.nanoTime();
    hub.terminate();
    hub.awaitExit();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP);
  }

  private void create(String name) {
    JsonObject process =
        new JsonObject()
            .put("name", name)
            .put("kind", "service")
            .put("restart", new JsonObject().put("policy", "no"))
            .put("command", List.of("/bin/sleep", "3600"));
    HttpResponse<String> created = send("POST", "/api/processes", process.encode()).join();
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  private HttpResponse<String> soon(String method, String path, String body) {
    long begun = System.nanoTime();
    HttpResponse<String> response = send(method, path, body).join();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    return response;
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String path, String body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
