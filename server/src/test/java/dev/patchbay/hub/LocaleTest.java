package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is started under a locale without UTF-8. */
class LocaleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "ünïcode-日本";
  private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

  /** As the start script does. */
  private static final List<String> SCRIPT =
      List.of("bash", "-c", ". \"$0\"; exec \"$@\"", "../src/packaging/locale.sh");

  @TempDir private Path folder;

  private String[] arguments() {
    return new String[] {"--port", "0", "--data-dir", folder.resolve("data").toString()};
  }

  private static HttpResponse<String> send(
      HttpClient client, HubProcess hub, String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private static JsonObject json(
      HttpClient client, HubProcess hub, String method, String path, JsonObject body)
      throws IOException, InterruptedException {
    String text = body.isEmpty() ? "" : body.encode();
    HttpResponse<String> response = send(client, hub, method, path, "application/json", text);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return new JsonObject(response.body());
  }

  @Test
  void worksInFoldersOfAnyNameAndGivesProgramsTheUsersLocale() throws Exception {
    Path work = Files.createDirectory(folder.toRealPath().resolve(NAME));
    // The user's, in which only the hub's own Java is to be another one.
    Map<String, String> environment = Map.of("LANG", "C", "LC_ALL", "", "LC_CTYPE", "");
    try (HubProcess hub = HubProcess.start(SCRIPT, NATIVE, environment, arguments());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(hub.errors()).doesNotContain("LC_ALL");

      String query = "name=" + URLEncoder.encode(NAME + ".txt", UTF_8);
      String in = "&folder=" + URLEncoder.encode(work.toString(), UTF_8);
      HttpResponse<String> uploaded =
          send(client, hub, "POST", "/api/files?" + query + in, "application/octet-stream", "日本");
      assertThat(uploaded.statusCode()).as(uploaded.body()).isBetween(200, 201);
      assertThat(work.resolve(NAME + ".txt")).hasContent("日本");
      HttpResponse<String> downloaded =
          send(
              client,
              hub,
              "GET",
              "/api/files?path=" + URLEncoder.encode(work + "/" + NAME + ".txt", UTF_8),
              "application/json",
              "");
      assertThat(downloaded.body()).isEqualTo("日本");

      String terminal =
          json(
                  client,
                  hub,
                  "POST",
                  "/api/terminals",
                  new JsonObject()
                      .put("cwd", work.toString())
                      .put("command", List.of("/bin/sh", "-c", "cat *.txt; pwd; sleep 600")))
              .getString("id");
      await()
          .atMost(PATIENCE)
          .until(() ->
              send(
                      client,
                      hub,
                      "GET",
                      "/api/terminals/" + terminal + "/screen?format=text",
                      "application/json",
                      "")
                  .body()
                  .contains(NAME));

      JsonObject service =
          new JsonObject()
              .put("name", "web")
              .put("kind", "service")
              .put("cwd", work.toString())
              .put(
                  "command",
                  List.of("/bin/sh", "-c", "pwd > here; echo $LANG,$LC_ALL > locale; sleep 600"));
      json(client, hub, "POST", "/api/processes", service);
      await().atMost(PATIENCE).until(() -> Files.exists(work.resolve("locale")));
      await().atMost(PATIENCE).until(() -> Files.size(work.resolve("locale")) > 0);
      assertThat(Files.readString(work.resolve("here")).strip()).endsWith(NAME);
      assertThat(Files.readString(work.resolve("locale")).strip()).isEqualTo("C,");
      assertThat(json(client, hub, "GET", "/api/tools", new JsonObject()).getJsonArray("tools"))
          .isNotEmpty();
    }
  }

  @Test
  void saysSoWhereJavaAloneIsStartedUnderSuchALocale() throws Exception {
    try (HubProcess hub =
        HubProcess.start(
            List.of(), NATIVE, Map.of("LANG", "C", "LC_ALL", "C", "LC_CTYPE", ""), arguments())) {
      assertThat(hub.errors()).contains("set LC_ALL=C.UTF-8");
    }
  }

  @Test
  void saysThatTheHeapIsTooSmall() throws Exception {
    try (HubProcess hub = HubProcess.start(List.of(), List.of("-Xmx16m"), Map.of(), arguments())) {
      assertThat(hub.awaitExit()).isEqualTo(2);
      assertThat(hub.errors()).contains("heap").contains("-Xmx64m").doesNotContain("Exception");
    }
  }
}
