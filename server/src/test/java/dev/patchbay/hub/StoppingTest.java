package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is answered while the hub stops. */
class StoppingTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");

  @Test
  void everyCallIsToldThatTheHubStops() throws Exception {
    ProcessHub hub = ProcessHub.start();
    JsonObject paths =
        hub.hub().request("GET", "/api/openapi.json").send().json().getJsonObject("paths");
    // Nobody answers before it has gone, a second after it was asked.
    hub.create(
        ProcessHub.script("takes-its-time", "trap '' TERM; echo set; sleep 600 & wait; wait")
            .put("stop", new JsonObject().put("timeout", "1500ms")));
    hub.awaitOutput("takes-its-time", lines -> lines.contains("set"));
    Thread stop = Thread.ofPlatform().start(hub::endHub);

    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> hub.hub().request("GET", "/api/terminals").send().status() == 503);
    int calls = 0;
    try (HttpClient _ = hub.hub().client()) {
      for (String path : paths.fieldNames()) {
        for (String method : paths.getJsonObject(path).fieldNames()) {
          if (METHODS.contains(method)) {
            TestHub.Response answer =
                hub.hub()
                    .request(
                        method.toUpperCase(java.util.Locale.ROOT), path.replaceAll("\\{\\w+}", "x"))
                    .send();
            assertThat(answer.status()).as(method + " " + path).isEqualTo(503);
            assertThat(answer.header("retry-after")).as(method + " " + path).isNotEmpty();
            assertThat(answer.problem()).isEqualTo("stopping");
            calls++;
          }
        }
      }
      assertThat(stop.isAlive()).as("all were asked while it stopped").isTrue();
    }
    assertThat(calls).isGreaterThan(40);
    stop.join();
  }
}
