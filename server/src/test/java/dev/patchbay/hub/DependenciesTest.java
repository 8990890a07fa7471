package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What processes need of each other: now, in the past, and for ever. */
class DependenciesTest {
  private static final ProcessHub HUB = ProcessHub.start();

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  @BeforeAll
  static void finishAOneShot() {
    HUB.create(ProcessHub.script("zero", "exit 0").put("kind", "system"));
    HUB.awaitStatus("zero", "Completed");
  }

  private static JsonObject dependent(String name, String other, String condition) {
    return ProcessHub.script(name, "exec sleep 600")
        .put("dependsOn", new JsonObject(Map.of(other, condition)));
  }

  @Test
  void refusesToDeleteWhatOthersNeedAndNamesThem() {
    HUB.create(ProcessHub.script("base", "exec sleep 600"));
    HUB.create(dependent("top", "base", "started"));
    HUB.create(dependent("other", "base", "started"));

    TestHub.Response refused = HUB.delete("base");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("needed-by-others");
    assertThat(refused.json().getString("detail"))
        .isEqualTo("\"base\" cannot be deleted: other, top depend on it. Delete those first.");
    assertThat(HUB.get("base").getString("state")).isEqualTo("running");
    HUB.create(ProcessHub.script("unconcerned", "exec sleep 600"));
    assertThat(HUB.delete("top").status()).isEqualTo(204);
    assertThat(HUB.delete("other").status()).isEqualTo(204);
    assertThat(HUB.delete("base").status()).isEqualTo(204);
    assertThat(HUB.tryCreate(dependent("late", "base", "started")).status()).isEqualTo(400);
  }

  @Test
  void remembersThatWhatHasEndedWasStarted() {
    HUB.create(dependent("after-start", "zero", "started"));
    HUB.awaitState("after-start", "running");
    HUB.create(dependent("after-work", "zero", "completed"));
    HUB.awaitState("after-work", "running");
  }

  @Test
  void failsWhatWaitsForAOneShotToBeReadyAndProposesAnother() {
    HUB.create(dependent("in-vain", "zero", "ready"));

    assertThat(HUB.awaitState("in-vain", "failed").getString("status"))
        .contains("\"zero\" does its work and ends, so it is never ready", "{zero: completed}");
  }

  @Test
  void tellsWhatOneWaitsForAndSinceWhen() {
    Instant before = Instant.now();
    HUB.create(
        ProcessHub.script("begins", "exec sleep 600")
            .put("readiness", new JsonObject().put("output", "never")));
    HUB.create(dependent("waits", "begins", "ready"));

    JsonObject waiting = HUB.awaitState("waits", "queued").getJsonObject("waiting");

    assertThat(waiting.getString("text")).isEqualTo("waits for begins (ready)");
    assertThat(Instant.parse(waiting.getString("since"))).isBetween(before, Instant.now());
  }
}
