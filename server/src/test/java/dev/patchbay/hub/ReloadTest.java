package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file that changes while the hub runs. */
class ReloadTest {
  private static final ProcessHub HUB = ProcessHub.start();

  @TempDir private Path folder;

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  private static JsonObject reload(String config) throws IOException {
    Files.writeString(HUB.hub().dataDir().resolve("patchbay.yaml"), config);
    TestHub.Response response = HUB.hub().request("POST", "/api/config/reload").send();
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  @Test
  void bringsBackWhatIsPutBackWhileItStillEnds() throws IOException {
    String config =
        """
        services:
          deaf:
            command: [sh, -c, "trap '' TERM; echo up; while :; do sleep 0.02; done"]
            stop: {timeout: 800ms}
        """;
    reload(config);
    HUB.awaitOutput("deaf", lines -> lines.contains("up"));
    JsonObject first = HUB.get("deaf");
    assertThat(reload("services: {}\n").getJsonArray("changes")).containsExactly("removed deaf");
    assertThat(HUB.get("deaf").getString("state")).isEqualTo("stopping");

    JsonObject back = reload(config);

    assertThat(back.getJsonArray("changes")).containsExactly("added deaf");
    assertThat(back.getJsonArray("waiting"))
        .containsExactly("deaf waits until its predecessor has ended");
    JsonObject second =
        HUB.awaitThat("deaf", it -> is(it, "running") && it.getInteger("generation") == 2);
    assertThat(second.getString("id")).isEqualTo(first.getString("id"));
    assertThat(ProcessHub.hasEnded(first.getInteger("pid"))).isTrue();
  }

  private static boolean is(JsonObject process, String state) {
    return process.getString("state").equals(state);
  }

  /** The folder stands for a port, which one alone can have. */
  @Test
  void startsWhatIsRenamedOnceTheOldOneHasEnded() throws IOException {
    String config =
        """
        services:
          %s:
            command: [sh, -c, "mkdir %s || exit 9; trap 'sleep 0.5; rmdir %s; exit 0' TERM; echo up; while :; do sleep 0.02; done"]
        """;
    Path port = folder.resolve("port");
    reload(config.formatted("old", port, port));
    HUB.awaitOutput("old", lines -> lines.contains("up"));

    JsonObject renamed = reload(config.formatted("new", port, port));

    assertThat(renamed.getJsonArray("changes")).containsExactly("removed old", "added new");
    assertThat(renamed.getJsonArray("waiting")).containsExactly("new waits for old (ended)");
    HUB.awaitOutput("new", lines -> lines.contains("up"));
    assertThat(HUB.get("new").getInteger("restarts")).isZero();
  }

  @Test
  void takesOverWhatItCanAndNamesWhatCountsAtTheNextStart() throws IOException {
    JsonObject changed =
        reload(
            """
            hosts: [hub.example]
            terminals: {max: 1, memory: 20MiB, environment: {set: {NEW: here}}}
            processes: {keep-ended: 7}
            services:
              calm: {command: [sleep, "600"], tags: [a]}
            """);
    assertThat(changed.getJsonArray("atNextStart"))
        .isEqualTo(
            new JsonArray().add("hosts").add("terminals.memory").add("processes.keep-ended"));
    int pid = HUB.awaitState("calm", "running").getInteger("pid");
    String terminal = HUB.hub().open("echo \"<$NEW>\"; sleep 600");
    assertThat(
            HUB.hub()
                .request("POST", "/api/terminals/" + terminal + "/wait")
                .body("{\"match\": \"<here>\", \"timeout\": \"20s\"}")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(HUB.hub().request("POST", "/api/terminals").body("{}").send().status())
        .isEqualTo(429);

    JsonObject again =
        reload(
            """
            services:
              calm: {command: [sleep, "600"], tags: [b], stop: {signal: SIGINT}, restart: always}
            """);

    assertThat(again.getJsonArray("changes")).containsExactly("changed calm");
    assertThat(again.getJsonArray("atNextStart")).isEmpty();
    JsonObject calm = HUB.awaitThat("calm", it -> it.getJsonArray("tags").contains("b"));
    assertThat(calm.getInteger("pid")).isEqualTo(pid);
  }
}
