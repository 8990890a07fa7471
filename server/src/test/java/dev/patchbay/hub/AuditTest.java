package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who did what, as the hub writes it down. */
class AuditTest {
  private static final ProcessHub HUB = ProcessHub.start("terminals: {max: 1}\n");

  @AfterAll
  static void stop() {
    HUB.close();
  }

  private static List<JsonObject> entries(String query) {
    return HUB.list("/api/audit" + query, "entries");
  }

  private static JsonObject entry(String action, String subject) {
    return await()
        .alias(action + " " + subject)
        .until(
            () ->
                entries("?action=" + action).stream()
                    .filter(entry -> entry.getString("subject").equals(subject))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void hasWhoFromWhereWhatAndWithWhatResult() {
    Browser browser = Browser.logIn(HUB.hub());
    TestHub.Response opened =
        browser
            .request("POST", "/api/terminals")
            .body(
                "{\"command\":[\"/bin/sh\",\"-c\",\"read x\"],\"env\":{\"KEY\":\"hidden-value\"}}")
            .send();
    String id = opened.json().getString("id");
    assertThat(opened.status()).isEqualTo(201);

    JsonObject entry = entry("open-terminal", id);
    assertThat(entry.getString("who")).startsWith("session:").hasSize("session:".length() + 12);
    assertThat(entry.getString("from")).isEqualTo("127.0.0.1");
    assertThat(entry.getString("result")).isEqualTo("done");
    assertThat(entry.getJsonObject("details").getJsonArray("command"))
        .isEqualTo(new JsonArray(List.of("/bin/sh", "-c", "read x")));
    assertThat(Instant.parse(entry.getString("time"))).isBefore(Instant.now());
    assertThat(entry.encode()).doesNotContain("hidden-value");
    assertThat(entries("?action=login"))
        .anyMatch(login -> login.getString("who").equals(entry.getString("who")));

    assertThat(HUB.hub().request("POST", "/api/terminals").body("{}").send().status())
        .isEqualTo(429);
    JsonObject full = entries("?action=open-terminal&who=token&limit=1").getFirst();
    assertThat(full.getString("result")).isEqualTo("at-capacity");

    for (String keys :
        List.of("{\"text\":\"typed-\"}", "{\"text\":\"secret\",\"keys\":[\"Enter\"]}")) {
      browser.request("POST", "/api/terminals/" + id + "/keys").body(keys).send();
    }
    assertThat(entry("terminal.exited", id).getString("who")).isEqualTo("hub");
    assertThat(entries("?action=type-keys"))
        .as("the first of a minute")
        .singleElement()
        .satisfies(typed -> assertThat(typed.encode()).contains(id).doesNotContain("typed-"));
    assertThat(entry("hub.started", "").getJsonObject("details").getString("url"))
        .isEqualTo(HUB.hub().url());
    assertThat(browser.status("DELETE", "/api/terminals/" + id)).isEqualTo(204);
    assertThat(entry("delete-terminal", id).getString("result")).isEqualTo("done");
    assertThat(browser.status("POST", "/api/logout")).isEqualTo(204);
    assertThat(entries("?action=logout&limit=1").getFirst().getString("who"))
        .isEqualTo(entry.getString("who"));
  }

  @Test
  void hasStartsEndsAndCrashesOfProcesses() {
    HUB.create(
        ProcessHub.script("crashes", "exit 3")
            .put("restart", new JsonObject().put("policy", "no")));
    HUB.create(
        ProcessHub.script("completes", "exit 0")
            .put("restart", new JsonObject().put("policy", "no")));

    assertThat(entry("process.crashed", "crashes").getJsonObject("details").getString("how"))
        .isEqualTo("Exit code: 3");
    assertThat(entry("process.ended", "completes").getString("result")).isEqualTo("done");
    assertThat(entry("process.started", "crashes").getJsonObject("details").getInteger("pid"))
        .isPositive();
    assertThat(entry("create-process", "crashes").getString("who")).isEqualTo("token");
    HUB.wish("crashes", "start");
    assertThat(entry("start-process", "crashes").getString("result")).isEqualTo("done");
    HUB.wish("nobody", "start");
    assertThat(entry("start-process", "nobody").getString("result")).isEqualTo("unknown");
  }

  @Test
  void ofWrongTokensItHasEverFewer() {
    for (int i = 0; i < 3; i++) {
      HUB.hub()
          .bareRequest("GET", "/api/terminals")
          .header("Authorization", "Bearer wrong-wrong-wrong")
          .from("127.0.0.99")
          .send();
    }

    assertThat(entries("?action=login&who=unknown"))
        .filteredOn(entry -> entry.getString("from").equals("127.0.0.99"))
        .extracting(entry -> entry.getJsonObject("details").getInteger("wrongTokens"))
        .containsExactly(2, 1);
  }

  @Test
  void isKeptAsOneEntryALine() throws Exception {
    Instant before = Instant.now();
    HUB.hub().request("POST", "/api/config/reload").send();
    entry("reload-config", "");
    entry("config.reloaded", "");

    List<String> lines = Files.readAllLines(HUB.hub().dataDir().resolve("audit.log"));
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(new JsonObject(line).fieldNames())
                .containsExactly("time", "who", "from", "action", "subject", "result", "details"));
    assertThat(entries("?since=" + before))
        .allSatisfy(
            entry -> assertThat(Instant.parse(entry.getString("time"))).isAfterOrEqualTo(before));
    assertThat(HUB.hub().request("GET", "/api/audit?since=yesterday").send().status())
        .isEqualTo(400);
  }
}
