package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools are told where the declared services answer. */
class ServiceUrlsTest {
  private static final String CONFIG =
      """
      tools: {environment: {PATCHBAY_SERVICE_OWN_URL: mine}}
      services:
        web-api:
          command: [sleep, "600"]
          auto-start: false
          health: {url: "http://user:secret@127.0.0.1:8080/health?deep=1"}
        db:
          command: [sleep, "600"]
          auto-start: false
          readiness: {tcp: "127.0.0.1:5432"}
          health: {url: "http://127.0.0.1:1/"}
        own:
          command: [sleep, "600"]
          auto-start: false
          readiness: {tcp: "127.0.0.1:1"}
        quiet:
          command: [sleep, "600"]
          auto-start: false
          readiness: {command: ["true"]}
      """;

  @Test
  void areGivenToALaunchedToolAndFollowTheConfiguration(@TempDir Path folder) throws IOException {
    Path tool = Files.writeString(folder.resolve("just"), "#!/bin/sh\nenv | grep ^PATCHBAY_SERV\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment =
        Map.of("HOME", folder + "", "SHELL", "/bin/sh", "PATH", folder + ":/usr/bin:/bin");
    try (TestHub hub = TestHub.start(CONFIG, environment)) {
      assertThat(launch(hub))
          .containsExactlyInAnyOrder(
              "PATCHBAY_SERVICE_WEB_API_URL=http://127.0.0.1:8080",
              "PATCHBAY_SERVICE_DB_URL=tcp://127.0.0.1:5432",
              "PATCHBAY_SERVICE_OWN_URL=mine");

      Files.writeString(hub.dataDir().resolve("patchbay.yaml"), CONFIG.replace("5432", "5433"));
      assertThat(hub.request("POST", "/api/config/reload").send().status()).isEqualTo(200);

      assertThat(launch(hub)).contains("PATCHBAY_SERVICE_DB_URL=tcp://127.0.0.1:5433");
      String print = "echo db is at $PATCHBAY_SERVICE_DB_URL";
      String terminal = hub.open(print);
      await()
          .until(() ->
              hub.request("GET", "/api/terminals/" + terminal + "/screen")
                  .send()
                  .body()
                  .contains("db is at tcp://127.0.0.1:5433"));
      JsonObject command = new JsonObject().put("command", List.of("sh", "-c", print));
      assertThat(
              hub.request("POST", "/api/processes/run")
                  .body(command.encode())
                  .send()
                  .json()
                  .getString("output"))
          .isEqualTo("db is at tcp://127.0.0.1:5433\n");
    }
  }

  private static List<String> launch(TestHub hub) {
    JsonObject terminal =
        hub.request("POST", "/api/tools/just/launch").body("{\"cols\":200}").send().json();
    String id = terminal.getString("id");
    await().until(() -> hub.terminal(id).getString("state").equals("exited"));
    return hub.request("GET", "/api/terminals/" + id + "/screen")
        .send()
        .body()
        .lines()
        .filter(line -> line.startsWith("PATCHBAY"))
        .toList();
  }
}
