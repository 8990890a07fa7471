package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of processes when the hub is killed and started again. */
class AdoptionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private HubProcess start() throws Exception {
    return HubProcess.start(
        Map.of(),
        "--port",
        "0",
        "--data-dir",
        folder.resolve("data").toString(),
        "--config",
        folder.resolve("patchbay.yaml").toString());
  }

  private static JsonObject get(HubProcess hub, String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new JsonObject(
          client
              .send(
                  HttpRequest.newBuilder(URI.create(hub.url() + "/api/processes/" + name))
                      .header("Authorization", "Bearer " + hub.token())
                      .build(),
                  BodyHandlers.ofString())
              .body());
    }
  }

  private static void post(HubProcess hub, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var _ =
          client.send(
              HttpRequest.newBuilder(URI.create(hub.url() + path))
                  .header("Authorization", "Bearer " + hub.token())
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding());
    }
  }

  private static JsonObject await(HubProcess hub, String name, Predicate<JsonObject> condition) {
    return Awaitility.await().atMost(PATIENCE).until(() -> get(hub, name), condition);
  }

  private static Predicate<JsonObject> state(String state) {
    return process -> state.equals(process.getString("state"));
  }

  @Test
  void takesOverWhatAKilledHubLeftAndEndsTheRest() throws Exception {
    Files.writeString(
        folder.resolve("patchbay.yaml"),
        """
        services:
          stays:
            command: [sh, -c, "trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.05; done"]
          goes: {command: [sleep, "600"], restart: "no"}
        """);
    HubProcess killed = start();
    int stays = await(killed, "stays", state("running")).getInteger("pid");
    int goes = await(killed, "goes", state("running")).getInteger("pid");
    killed.kill();
    killed.awaitExit();
    assertThat(ProcessHub.hasEnded(stays)).isFalse();
    Files.writeString(
        folder.resolve("data/processes.journal"),
        "garbage that is no record\n",
        java.nio.file.StandardOpenOption.APPEND);

    try (HubProcess hub = start()) {
      JsonObject adopted = await(hub, "stays", state("running"));
      assertThat(adopted.getInteger("pid")).isEqualTo(stays);
      assertThat(adopted.getBoolean("adopted")).isTrue();
      assertThat(await(hub, "goes", state("running")).getInteger("pid")).isNotEqualTo(goes);
      assertThat(ProcessHub.hasEnded(goes)).isTrue();
      assertThat(hub.errors())
          .contains("1 records of the registry were damaged", "taken over: stays (" + stays + ")")
          .doesNotContain("could be read by others");

      post(hub, "/api/processes/stays/stop");
      JsonObject stopped = await(hub, "stays", state("stopped"));
      assertThat(stopped.getJsonObject("exit").getString("detail"))
          .isEqualTo("an earlier hub had started it");
      assertThat(ProcessHub.hasEnded(stays)).isTrue();
    }
  }

  @Test
  void endsAllInTimeWhenTheHubIsStopped() throws Exception {
    StringBuilder config = new StringBuilder("services:\n");
    for (int i = 0; i < 20; i++) {
      config.append("  s").append(i).append(": {command: [sleep, \"600\"]}\n");
    }
    config.append(
        "  deaf: {command: [sh, -c, \"trap '' TERM; echo up; while :; do sleep 1; done\"],");
    config.append(" stop: {timeout: 500ms}}\n");
    Files.writeString(folder.resolve("patchbay.yaml"), config);
    HubProcess hub = start();
    await(hub, "s19", state("running"));
    int deaf = await(hub, "deaf", state("running")).getInteger("pid");

    hub.terminate();
    hub.awaitExit();

    Awaitility.await().until(() -> ProcessHub.hasEnded(deaf));
  }
}
