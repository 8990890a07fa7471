package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
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

  /**
   * More than any buffer on the way takes; a socket that is not read from stands for a page that
   * hangs.
   */
  @Test
  void tellsAReaderThatDidNotReadHowManyEventsItLost() throws Exception {
    int events = 8_000;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(HUB.url()).getPort()));
      String request =
          "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(HUB.token());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      Stream<String> lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).lines();
      Iterator<String> stream = lines.iterator();
      while (!stream.next().startsWith("retry: ")) {}
      // The next hundred is sent once the pipe has taken the one before.
      String script =
          "const long = 'x'.repeat(2000); let n = 0; const more = () => {"
              + " if (n == %d) { process.send('last'); process.disconnect(); return; }"
                  .formatted(events)
              + " for (let i = 0; i < 99; i++) process.send(long);"
              + " n += 100; process.send(long, more); }; more();";
      HUB.request("POST", "/api/processes")
          .body(
              new JsonObject()
                  .put("name", "talks")
                  .put("kind", "node")
                  .put("command", new JsonArray(List.of("node", "-e", script)))
                  .encode())
          .send();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              HUB.request("GET", "/api/processes/talks")
                  .send()
                  .json()
                  .getString("status")
                  .equals("Completed"));

      long number = 0;
      long lost = 0;
      long lostInAll = 0;
      String line = stream.next();
      while (!line.contains("\"message\":\"last\"")) {
        if (line.startsWith("id: ")) {
          long next = Long.parseLong(line.substring(line.indexOf('-') + 1));
          // Numbers go up one by one but for what is told to be lost, which has the last one's.
          assertThat(next).isIn(number == 0 ? next : number, number + 1 + lost);
          lost = 0;
          number = next;
        } else if (line.startsWith("data: {\"count\":")) {
          lost = new JsonObject(line.substring("data: ".length())).getLong("count");
          lostInAll += lost;
        }
        line = stream.next();
      }
      assertThat(lostInAll).isPositive();
    }
  }

  @Test
  void tellsOfItsOwnStartAndEnd() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      ProcessHub hub = ProcessHub.start();
      EventReader events = EventReader.from(client, hub.hub(), "");
      hub.create(ProcessHub.script("last", "exec sleep 600"));
      events.await("process.started");
      String run = events.lastId().replaceFirst("-.*", "");
      EventReader all = EventReader.from(client, hub.hub(), run + "-0");
      all.await("process.started");

      assertThat(all.names()).startsWith("hub.started");
      assertThat(all.data("hub.started").getString("url")).isEqualTo(hub.hub().url());
      hub.close();
      events.await("process.stopped");

      assertThat(events.of("last"))
          .containsExactly("process.created", "process.started", "process.stopped");
      assertThat(events.data("process.stopped").getString("why")).isEqualTo("hub-stopping");
      JsonObject stopping = events.data("hub.stopping");
      assertThat(stopping.getInteger("processes")).isEqualTo(1);
      assertThat(stopping.getInteger("terminals")).isZero();
      assertThat(stopping.getInteger("errors")).isZero();
      assertThat(stopping.getLong("uptimeSeconds")).isBetween(0L, 600L);
    }
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
