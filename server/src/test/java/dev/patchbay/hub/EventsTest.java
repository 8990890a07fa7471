package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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
    EventReader reader = EventReader.from("");

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
    EventReader first = EventReader.from("");
    HUB.open("read line");
    first.await("terminal.opened");
    String last = first.lastId();
    first.stop();
    String missed = HUB.open("read line");

    EventReader second = EventReader.from(last);

    second.await("terminal.opened");
    assertThat(second.data("terminal.opened").getString("id")).isEqualTo(missed);
  }

  @Test
  void saysThatEventsWereLostWhereItCannotResume() {
    EventReader foreign = EventReader.from("another-run-17");
    foreign.await("events.lost");
    EventReader first = EventReader.from("");
    HUB.open("read line");
    first.await("terminal.opened");
    String last = first.lastId();
    first.stop();
    // Each is told of when it opens and when it ends, and the log keeps a thousand.
    for (int i = 0; i < 550; i++) {
      HUB.open("exit");
    }

    EventReader second = EventReader.from(last);

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

  /** A reader of server-sent events. */
  private static final class EventReader {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Stream<String> stream;

    private EventReader(Stream<String> stream) {
      this.stream = stream;
      Thread.ofVirtual()
          .start(() -> {
            try {
              stream.forEach(lines::add);
            } catch (RuntimeException e) {
              // The test has ended.
            }
          });
    }

    static EventReader from(String lastId) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(HUB.url() + "/api/events"))
              .header("Authorization", "Bearer " + HUB.token());
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      try {
        return new EventReader(HUB.client().send(request.build(), BodyHandlers.ofLines()).body());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void stop() {
      stream.close();
    }

    void await(String name) {
      Awaitility.await(name).until(() -> names().contains(name));
      Awaitility.await().until(() -> lines.getLast().isEmpty());
    }

    List<String> names() {
      return fields("event: ");
    }

    String lastId() {
      return fields("id: ").getLast();
    }

    JsonObject data(String name) {
      return new JsonObject(fields("data: ").get(names().indexOf(name)));
    }

    private List<String> fields(String prefix) {
      return lines.stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .toList();
    }
  }
}
