package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six services as a developer's machine has them, beside each other, told of as the contract says.
 */
class SixServicesTest {
  @TempDir private Path folder;

  @Test
  void areSupervisedBesideEachOther() throws Exception {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/healthy",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(UTF_8));
          exchange.close();
        });
    web.start();
    try (ProcessHub hub = ProcessHub.start()) {
      EventReader events = EventReader.from(hub.hub(), "");
      declareAll(hub, "http://127.0.0.1:" + web.getAddress().getPort() + "/healthy");

      failsForGood(hub, events);
      flapsOn(hub, events);
      becomesReadyInItsTimeAndIsWaitedFor(hub, events);
      talksOverItsChannel(hub, events);
      staysHealthy(hub, events);
      stopTheRest(hub, events);
      events.stop();
    } finally {
      web.stop(0);
    }
  }

  private void declareAll(ProcessHub hub, String url) throws Exception {
    JsonObject soon = new JsonObject().put("delay", "10ms").put("maxDelay", "20ms");
    hub.create(
        ProcessHub.script("failing", "echo no database >&2; exit 7")
            .put("restart", soon.copy().put("maxRestarts", 2)));
    hub.create(
        ProcessHub.script("flapping", "sleep 0.03; exit 1")
            .put("restart", soon.copy().put("maxRestarts", 100_000)));
    hub.create(
        ProcessHub.script(
                "slow",
                "while [ ! -e %s/go ]; do sleep 0.02; done; echo listening; exec sleep 600"
                    .formatted(folder))
            .put("readiness", new JsonObject().put("output", "listening")));
    hub.create(
        ProcessHub.script("dependent", "exec sleep 600")
            .put("dependsOn", new JsonObject().put("slow", "ready")));
    Path script =
        Files.writeString(
            folder.resolve("channel.js"),
            "process.on('message', message => process.send({ echo: message }));"
                + " process.send('hello');");
    hub.create(
        new JsonObject()
            .put("name", "channel")
            .put("kind", "node")
            .put("command", new JsonArray(List.of(script.toString()))));
    hub.create(
        ProcessHub.script("healthy", "exec sleep 600")
            .put("health", new JsonObject().put("url", url).put("interval", "50ms")));
  }

  private static void failsForGood(ProcessHub hub, EventReader events) {
    JsonObject failing = hub.awaitState("failing", "failed");
    assertThat(failing.getString("status")).isEqualTo("Failed (Exit code: 7) [restarts: 2]");
    assertThat(failing.getInteger("generation")).isEqualTo(3);
    assertThat(failing.getValue("pid")).isNull();
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(events.of("failing"))
                .containsExactly(
                    "process.created",
                    "process.started",
                    "process.crashed",
                    "process.restarted",
                    "process.crashed",
                    "process.restarted",
                    "process.crashed",
                    "process.failed"));
    JsonObject reason =
        events.all("process.failed").stream()
            .filter(event -> event.getString("name").equals("failing"))
            .findFirst()
            .orElseThrow()
            .getJsonObject("reason");
    assertThat(reason.encode()).contains("exit-code", "7");
    Awaitility.await().until(() -> hub.crashes("failing").size() == 3);
    assertThat(hub.crashes("failing").getFirst().encode()).contains("no database");
  }

  private static void flapsOn(ProcessHub hub, EventReader events) {
    JsonObject flapping = hub.awaitThat("flapping", it -> it.getInteger("restarts") >= 4);
    assertThat(flapping.getBoolean("wanted")).isTrue();
    assertThat(flapping.getString("state")).isIn("running", "backing-off", "starting");
    assertThat(flapping.getString("status")).contains(" [restarts: ");
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(events.of("flapping")).contains("process.crashed", "process.restarted"));
  }

  private void becomesReadyInItsTimeAndIsWaitedFor(ProcessHub hub, EventReader events)
      throws Exception {
    assertThat(hub.get("slow").getString("status")).isEqualTo("Starting");
    assertThat(hub.get("slow").getJsonObject("readiness").getString("state")).isEqualTo("unknown");
    assertThat(hub.get("dependent").getString("status"))
        .isEqualTo("Queued: waits for slow (ready)");

    Files.createFile(folder.resolve("go"));

    assertThat(hub.awaitState("dependent", "running").getString("status")).isEqualTo("Running");
    assertThat(hub.get("slow").getString("status")).isEqualTo("Running");
    Awaitility.await().until(() -> events.of("dependent").contains("process.started"));
    assertThat(events.of("slow"))
        .containsExactly("process.created", "process.started", "process.health-changed");
  }

  private static void talksOverItsChannel(ProcessHub hub, EventReader events) {
    hub.awaitState("channel", "running");
    TestHub.Response sent =
        hub.hub()
            .request("POST", "/api/processes/channel/messages")
            .body("{\"message\":{\"n\":1}}")
            .send();
    assertThat(sent.status()).isEqualTo(202);
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(events.all("process.message-received"))
                .extracting(event -> event.getValue("message"))
                .containsExactly(
                    "hello", new JsonObject().put("echo", new JsonObject().put("n", 1))));
  }

  private static void staysHealthy(ProcessHub hub, EventReader events) {
    JsonObject healthy =
        hub.awaitThat(
            "healthy", it -> it.getJsonObject("health").getString("state").equals("good"));
    assertThat(healthy.getString("status")).isEqualTo("Running");
    assertThat(healthy.getInteger("restarts")).isZero();
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(events.of("healthy"))
                .containsExactly("process.created", "process.started", "process.health-changed"));
    assertThat(names(hub, "running")).contains("slow", "dependent", "channel", "healthy");
    assertThat(names(hub, "failed")).containsExactly("failing");
  }

  private static List<String> names(ProcessHub hub, String state) {
    return hub.list("/api/processes?state=" + state, "processes").stream()
        .map(process -> process.getString("name"))
        .toList();
  }

  private static void stopTheRest(ProcessHub hub, EventReader events) {
    List<String> all = List.of("flapping", "slow", "dependent", "channel", "healthy");
    all.forEach(name -> assertThat(hub.wish(name, "stop").status()).isEqualTo(202));
    all.forEach(name -> hub.awaitState(name, "stopped"));
    all.forEach(name ->
        Awaitility.await().until(() -> events.of(name).getLast().equals("process.stopped")));
    assertThat(hub.get("healthy").getString("status")).isEqualTo("Stopped");
    assertThat(hub.signal("healthy", "kill").problem()).isEqualTo("already-stopped");
  }
}
