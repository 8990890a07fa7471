package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The event stream, and what else the hub tells of itself. */
class EventsTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void tellsALifeInOrder() {
    EventReader reader = EventReader.from(HUB, "");

    String id = HUB.open("read line");
    HUB.request("PATCH", "/api/terminals/" + id).body("{\"name\":\"renamed\"}").send();
    reader.await("terminal.changed");
    HUB.request("POST", "/api/terminals/" + id + "/signal").body("{\"signal\":\"kill\"}").send();
    reader.await("terminal.exited");
    HUB.request("DELETE", "/api/terminals/" + id).send();
    reader.await("terminal.closed");

    assertThat(reader.names().stream().distinct())
        .containsExactly(
            "terminal.opened", "terminal.changed", "terminal.exited", "terminal.closed");
    JsonObject exited = reader.data("terminal.exited");
    assertThat(exited.getString("id")).isEqualTo(id);
    assertThat(exited.getString("time")).endsWith("Z");
    assertThat(exited.getJsonObject("terminal").getString("name")).isEqualTo("renamed");
    assertThat(exited.getJsonObject("terminal").getJsonObject("exit").getString("signal"))
        .isEqualTo("KILL");
  }

  @Test
  void resumesAfterTheLastEventThatTheReaderHas() {
    EventReader first = EventReader.from(HUB, "");
    HUB.open("read line");
    first.await("terminal.opened");
    String last = first.lastId();
    first.stop();
    String missed = HUB.open("read line");

    EventReader second = EventReader.from(HUB, last);

    second.await("terminal.opened");
    assertThat(second.data("terminal.opened").getString("id")).isEqualTo(missed);
  }

  @Test
  void saysThatEventsWereLostWhereItCannotResume() {
    EventReader foreign = EventReader.from(HUB, "another-run-17");
    foreign.await("events.lost");
    EventReader first = EventReader.from(HUB, "");
    HUB.open("read line");
    first.await("terminal.opened");
    String last = first.lastId();
    first.stop();
    // Each is told of when it opens and when it ends, and the log keeps a thousand.
    for (int i = 0; i < 550; i++) {
      HUB.open("exit");
    }

    EventReader second = EventReader.from(HUB, last);

    second.await("events.lost");
    assertThat(second.data("events.lost").getLong("count")).isPositive();
    assertThat(second.names().getFirst()).isEqualTo("events.lost");
  }

  @Test
  void tellsOfTheHubAndItsMachine() {
    JsonObject system = HUB.request("GET", "/api/system").send().json();

    assertThat(system.getString("status")).isEqualTo("up");
    assertThat(system.getInteger("cores")).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(system.getJsonObject("memory").getLong("hub")).isPositive();
    assertThat(system.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(HUB.bareRequest("GET", "/api/health").send().json().fieldNames())
        .containsExactlyInAnyOrder("status", "version", "uptimeSeconds");
  }

  @Test
  void showsItsContractAsADocumentAndAsAPage() {
    assertThat(HUB.request("GET", "/api/openapi.json").send().json().getString("openapi"))
        .isEqualTo("3.1.0");
    assertThat(HUB.request("GET", "/api/docs").send().body())
        .contains("POST /api/terminals", "GET /api/terminals/{id}/stream");
  }
}
