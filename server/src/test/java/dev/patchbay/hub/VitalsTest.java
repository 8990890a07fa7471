package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes do, as the API tells it. */
class VitalsTest {
  private static final ProcessHub HUB =
      ProcessHub.start(
          """
          processes: {breaker: {after: 2, rest: 1500ms}}
          alerts:
            flapping: {above: 2}
            open-files: {of: open-files, above: 10, severity: emergency}
          """);

  @TempDir private Path folder;

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  private static TestHub.Response get(String path) {
    return HUB.hub().request("GET", path).send();
  }

  private static JsonArray values(String path, String column) {
    return Objects.requireNonNull(series(path).get(column)).getJsonArray("values");
  }

  /** Columns by name. */
  private static Map<String, JsonObject> series(String path) {
    return get(path).json().getJsonArray("columns").stream()
        .map(JsonObject.class::cast)
        .collect(Collectors.toMap(column -> column.getString("name"), column -> column));
  }

  @Test
  void drawsTheLastHourOfATree() {
    HUB.create(
        ProcessHub.script("tree", "sleep 600 & sleep 600 & wait")
            .put("health", new JsonObject().put("command", new JsonArray(List.of("true")))));
    String path = "/api/processes/tree/series?last=10m";
    await().until(() -> values(path, "processes").contains(3));

    JsonObject series = get(path).json();

    int steps = series.getInteger("steps");
    assertThat(series.getString("step")).isEqualTo("1s");
    assertThat(Instant.parse(series.getString("from")))
        .isBetween(Instant.now().minusSeconds(120), Instant.now());
    assertThat(series(path).keySet())
        .containsExactlyInAnyOrder(
            "cpu",
            "memory",
            "memoryProportional",
            "processes",
            "threads",
            "openFiles",
            "diskRead",
            "diskWrite",
            "latency",
            "score");
    assertThat(series.getJsonArray("columns"))
        .allSatisfy(column ->
            assertThat(((JsonObject) column).getJsonArray("values").size()).isEqualTo(steps));
    assertThat(Objects.requireNonNull(series(path).get("memory")).getString("unit"))
        .isEqualTo("bytes");
    assertThat(values(path, "score")).contains(100);
    assertThat(values(path + "&step=5m", "processes").size()).isBetween(1, 2);
    assertThat(get("/api/processes/tree/series?last=2h").status()).isEqualTo(400);
    assertThat(get("/api/processes/tree/series?step=0s").status()).isEqualTo(400);
    assertThat(get("/api/processes/nobody/series").status()).isEqualTo(404);
  }

  @Test
  void measuresWhatRunsInATerminalLikeAnyProcess() {
    String script = "sleep 600 & sleep 600 & wait";
    JsonObject terminal =
        HUB.hub()
            .request("POST", "/api/terminals")
            .body(
                new JsonObject()
                    .put("command", new JsonArray(List.of("/bin/sh", "-c", script)))
                    .encode())
            .send()
            .json();
    String path = "/api/processes/" + terminal.getString("id");

    await().until(() -> values(path + "/series", "processes").contains(3));

    JsonObject process =
        get("/api/processes?kind=terminal").json().getJsonArray("processes").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("id").equals(terminal.getString("id")))
            .findFirst()
            .orElseThrow();
    assertThat(process.getJsonObject("usage").getInteger("processes")).isEqualTo(3);
    assertThat(process.getJsonObject("usage").getLong("memory")).isPositive();
    assertThat(process.getJsonObject("health").getInteger("score")).isEqualTo(100);
    assertThat(process.getJsonObject("health").getString("state")).isEqualTo("unknown");
    assertThat(get(path + "/series?step=1s").json().getString("step")).isEqualTo("10s");
    assertThat(values(path + "/series", "score")).contains(100);

    HUB.signal(terminal.getString("id"), "kill");

    await().until(() -> get(path).json().getValue("usage") == null);
    assertThat(get(path).json().getJsonObject("health").getValue("score")).isNull();
    assertThat(values(path + "/series", "processes")).contains(3);
    HUB.hub().request("DELETE", "/api/terminals/" + terminal.getString("id")).send();
    await().until(() -> get(path + "/series").status() == 404);
  }

  @Test
  void scoresWithItsReasons() {
    HUB.create(ProcessHub.script("well", "sleep 600"));
    HUB.create(
        ProcessHub.script("ill", "sleep 600")
            .put(
                "readiness",
                new JsonObject()
                    .put("command", new JsonArray(List.of("false")))
                    .put("interval", "50ms")));

    JsonObject well = HUB.get("well").getJsonObject("health");
    assertThat(well.getInteger("score")).isEqualTo(100);
    assertThat(well.getJsonArray("reasons")).isEmpty();
    assertThat(well.getString("state")).isEqualTo("unknown");
    JsonObject ill = HUB.get("ill").getJsonObject("health");
    assertThat(ill.getInteger("score")).isEqualTo(80);
    assertThat(ill.getJsonArray("reasons").getJsonObject(0).getString("text"))
        .isEqualTo("it has not been ready yet");
    HUB.wish("well", "stop");
    assertThat(HUB.awaitState("well", "stopped").getJsonObject("health").getValue("score"))
        .isNull();
  }

  @Test
  void saysOfOneThatDoesNothingWhyAndWhatMayBeDone() throws Exception {
    int pid = HUB.create(ProcessHub.script("held", "exec sleep 600")).getInteger("pid");
    new ProcessBuilder("kill", "-STOP", "" + pid).start();

    JsonObject health =
        await()
            .until(
                () -> check("held").getJsonObject("health"),
                found -> found.getString("level").equals("critical"));

    assertThat(health.getInteger("score")).isEqualTo(40);
    assertThat(health.getJsonArray("issues").getString(0)).startsWith("it is stopped by a signal");
    assertThat(health.getJsonArray("recommendations"))
        .containsExactly("Send it the signal CONT to have it go on.");
    new ProcessBuilder("kill", "-CONT", "" + pid).start();
    await().until(() -> check("held").getJsonObject("health").getInteger("score") == 100);
    HUB.delete("held");
  }

  @Test
  void tellsThatAMainThreadSpinsWhileItsProbesAreLate() {
    HUB.create(
        ProcessHub.script("spins", "while :; do :; done")
            .put(
                "readiness",
                new JsonObject()
                    .put("command", new JsonArray(List.of("sleep", "60")))
                    .put("timeout", "50ms")));

    JsonObject report =
        await()
            .until(
                () -> check("spins"), it -> it.getJsonObject("health").getInteger("score") == 50);

    assertThat(report.getJsonObject("health").getJsonArray("issues"))
        .contains("its main thread is busy all the time while its probes are late");
    JsonObject answer = report.getJsonObject("probes").getJsonObject("readiness");
    assertThat(answer.getString("state")).isEqualTo("bad");
    assertThat(report.getJsonObject("probes").getValue("health")).isNull();
    HUB.delete("spins");
  }

  @Test
  void checksAllAtOnce() {
    HUB.create(
        ProcessHub.script("checked", "exec sleep 600")
            .put("health", new JsonObject().put("command", new JsonArray(List.of("true")))));

    JsonObject all = HUB.hub().request("POST", "/api/processes/check").send().json();

    JsonObject report =
        all.getJsonArray("reports").stream()
            .map(JsonObject.class::cast)
            .filter(it -> it.getString("name").equals("checked"))
            .findFirst()
            .orElseThrow();
    assertThat(report.getJsonObject("health").getString("level")).isEqualTo("healthy");
    assertThat(report.getJsonObject("probes").getJsonObject("health").getString("state"))
        .isEqualTo("good");
    assertThat(Instant.parse(report.getString("checkedAt")))
        .isAfter(Instant.now().minusSeconds(60));
    assertThat(all.getJsonObject("health").getString("level")).isNotNull();
    assertThat(HUB.hub().request("POST", "/api/processes/nobody/check").send().status())
        .isEqualTo(404);
  }

  private static JsonObject check(String name) {
    return HUB.hub().request("POST", "/api/processes/" + name + "/check").send().json();
  }

  @Test
  void raisesAnAlertAndClearsItWhenItIsOver() {
    EventReader events = EventReader.from(HUB.hub(), "");
    JsonObject restart =
        new JsonObject()
            .put("policy", "always")
            .put("delay", "1ms")
            .put("maxDelay", "2ms")
            .put("maxRestarts", 4);
    HUB.create(ProcessHub.script("flaps", "exit 1").put("restart", restart));
    HUB.awaitState("flaps", "failed");

    JsonObject alert = awaitAlert("raised", "flapping", "flaps");

    assertThat(alert.getString("severity")).isEqualTo("warning");
    assertThat(alert.getString("name")).isEqualTo("flaps");
    // By the time that it was looked at there may have been three of them.
    assertThat(alert.getString("text")).matches("flaps: restarts is [34] an hour, more than 2");
    events.await("alert.raised");
    awaitAlert("raised", "failed", "flaps");

    HUB.wish("flaps", "reset");

    assertThat(awaitAlert("cleared", "flapping", "flaps").getString("clearedAt"))
        .isGreaterThan(alert.getString("raisedAt"));
    events.await("alert.cleared");
    assertThat(events.all("alert.cleared")).anyMatch(it -> it.getString("rule").equals("flapping"));
    events.stop();
  }

  @Test
  void watchesWhatTheConfigurationAddsAgainstALimit() {
    HUB.create(
        ProcessHub.script("opens", "exec 5</dev/null 6</dev/null; sleep 600")
            .put("limits", new JsonObject().put("openFiles", 40)));

    assertThat(awaitAlert("raised", "open-files", "opens").getString("severity"))
        .isEqualTo("emergency");
    HUB.delete("opens");
    awaitAlert("cleared", "open-files", "opens");
  }

  @Test
  void countsViolationsAndTellsTheirFigures() {
    EventReader events = EventReader.from(HUB.hub(), "");
    HUB.create(
        ProcessHub.script("crowd", "sleep 600 & sleep 600 & wait")
            .put("limits", limit("processes", 2, new JsonObject().put("action", "warn"))));

    JsonObject event = awaitViolation(events, "crowd");
    assertThat(event.getInteger("max")).isEqualTo(2);
    assertThat(event.getInteger("measured")).isEqualTo(3);
    assertThat(event.getString("value")).isEqualTo("2");
    assertThat(event.getString("severity")).isEqualTo("warning");
    assertThat(event.getInteger("count")).isEqualTo(1);
    assertThat(event.getString("action")).isEqualTo("warn");
    String text = "processes is 3, the limit is 2";
    assertThat(event.getString("text")).isEqualTo(text);
    JsonObject health = HUB.get("crowd").getJsonObject("health");
    assertThat(health.getInteger("score")).isLessThan(100);
    assertThat(health.getJsonArray("violations").getJsonObject(0).getString("text"))
        .isEqualTo(text);
    assertThat(health.getJsonArray("reasons").encode())
        .contains("its processes limit was exceeded once in the last 10 minutes");
    JsonObject alert = awaitAlert("raised", "over-limit", "crowd");
    assertThat(alert.getString("severity")).isEqualTo("warning");
    assertThat(alert.getString("text")).isEqualTo("crowd: " + text);

    HUB.wish("crowd", "reset");

    awaitAlert("cleared", "over-limit", "crowd");
    events.stop();
  }

  /** Each of its own kind, all at once, since each has to be over its limit for a second. */
  @Test
  void hasFollowWhatIsDeclaredForAViolation() {
    EventReader events = EventReader.from(HUB.hub(), "");
    JsonObject brief = new JsonObject().put("for", "500ms");
    String spins = "while :; do :; done";
    create("burns", spins, limit("cpu", 0.1, brief.copy().put("action", "kill")));
    create("slowed", spins, limit("cpu", 0.1, brief));
    create(
        "forks",
        "exec perl -e 'for (;;) { fork // select(undef, undef, undef, 0.05) or sleep 600 }'",
        limit("processes", 5, new JsonObject()));
    create(
        "opens-all",
        "exec perl -e 'while (open($files[$i++], q(/dev/null))) {} sleep 600'",
        limit("openFiles", 30, new JsonObject()));
    Path once = folder.resolve("once");
    create(
        "renewed",
        "test -e %1$s && exec sleep 600; touch %1$s; sleep 600 & wait".formatted(once),
        limit("processes", 1, new JsonObject().put("on", on("restart"))));

    assertThat(HUB.awaitState("burns", "failed").getString("status"))
        .isEqualTo("Failed (Resource limit exceeded: cpu 0.1)");
    assertThat(awaitViolation(events, "burns").getDouble("measured")).isGreaterThan(0.1);
    assertThat(awaitViolation(events, "slowed").getString("action")).isEqualTo("throttle");
    // Where no group holds it, there are more of them by the time that they are counted.
    JsonObject forks = awaitViolation(events, "forks");
    assertThat(forks.getString("action")).isIn("refuse", "kill");
    assertThat(forks.getInteger("measured"))
        .isGreaterThanOrEqualTo(forks.getString("action").equals("refuse") ? 5 : 6);
    JsonObject opens = awaitViolation(events, "opens-all");
    assertThat(opens.getString("action")).isEqualTo("refuse");
    assertThat(opens.getInteger("measured")).isEqualTo(30);
    HUB.awaitThat("renewed", it -> it.getInteger("generation") == 2);
    assertThat(HUB.awaitState("renewed", "running").getInteger("restarts")).isZero();
    events.stop();
    List.of("slowed", "forks", "opens-all", "renewed").forEach(HUB::delete);
  }

  private static JsonObject on(String warning) {
    return new JsonObject().put("warning", warning);
  }

  private static JsonObject limit(String name, Number max, JsonObject more) {
    return new JsonObject().put(name, more.copy().put("max", max));
  }

  private static void create(String name, String script, JsonObject limits) {
    HUB.create(
        ProcessHub.script(name, script)
            .put("limits", limits)
            .put("restart", new JsonObject().put("policy", "no")));
  }

  private static JsonObject awaitViolation(EventReader events, String process) {
    return await()
        .alias(process)
        .until(
            () ->
                events.all("process.limit-exceeded").stream()
                    .filter(it -> it.getString("name").equals(process))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void startsNobodyWhoseDependencyKeepsFailingThenOneThenAll() throws Exception {
    Path broken = folder.resolve("broken");
    JsonObject quick = new JsonObject().put("delay", "10ms").put("maxDelay", "20ms");
    HUB.create(
        ProcessHub.script("db", "test -e %s && exit 1; exec sleep 600".formatted(broken))
            .put("restart", quick.copy().put("maxRestarts", 100_000).put("stableAfter", "1h")));
    JsonArray db = new JsonArray(List.of("db"));
    for (String name : List.of("web", "worker")) {
      HUB.create(
          ProcessHub.script(name, "exec sleep 600").put("restart", quick).put("dependsOn", db));
    }

    Files.createFile(broken);
    HUB.signal("db", "kill");
    HUB.awaitThat("db", it -> it.getInteger("restarts") >= 2);
    HUB.signal("web", "kill");
    HUB.signal("worker", "kill");
    HUB.create(ProcessHub.script("late", "exec sleep 600").put("dependsOn", db));
    HUB.create(
        ProcessHub.script("front", "exec sleep 600")
            .put("dependsOn", new JsonArray(List.of("web"))));

    for (String name : List.of("web", "worker")) {
      HUB.awaitStatus(name, "Backing off, waits for db, which keeps failing");
    }
    // It needs what is kept back itself.
    HUB.awaitStatus("front", "Queued: waits for db, which keeps failing");
    assertThat(
            HUB.awaitStatus("late", "Queued: waits for db, which keeps failing")
                .getJsonObject("waiting")
                .getString("reason"))
        .isEqualTo("breaker");

    Files.delete(broken);
    await().until(() -> running("web", "worker", "late") == 1);
    await()
        .until(() ->
            List.of("web", "worker", "late").stream()
                    .map(name -> HUB.get(name).getString("status"))
                    .filter(status ->
                        status.endsWith("waits for db, which has not proved stable again"))
                    .count()
                == 2);

    HUB.wish("db", "reset");
    await().until(() -> running("web", "worker", "late") == 3);
  }

  private static long running(String... names) {
    return Stream.of(names)
        .filter(name -> HUB.get(name).getString("state").equals("running"))
        .count();
  }

  @Test
  void tellsOfTheWholeAndItsRoom() {
    HUB.create(
        ProcessHub.script("broken", "exit 1").put("restart", new JsonObject().put("policy", "no")));
    HUB.awaitState("broken", "failed");

    JsonObject system = get("/api/system").json();

    assertThat(system.getString("status")).isEqualTo("up");
    assertThat(system.getJsonObject("health").getInteger("score")).isZero();
    assertThat(
            system.getJsonObject("health").getJsonArray("reasons").stream()
                .map(reason -> ((JsonObject) reason).getString("text")))
        .contains("broken: it failed");
    assertThat(system.getJsonObject("supervised").getInteger("failed")).isPositive();
    assertThat(system.getJsonObject("alerts").fieldNames())
        .containsExactlyInAnyOrder("warning", "critical", "emergency");
    JsonObject capacity = system.getJsonObject("capacity");
    assertThat(capacity.getInteger("max")).isEqualTo(50);
    assertThat(capacity.getInteger("placed")).isBetween(0, 50);
  }

  @Test
  void waitsForAnIdleProcessorAndSaysSo() {
    try (ProcessHub small = ProcessHub.start("processes: {cpu-headroom: 100000}\n")) {
      small.create(ProcessHub.script("first", "sleep 600"));

      JsonObject waiting =
          small.create(ProcessHub.script("second", "sleep 600")).getJsonObject("waiting");
      assertThat(waiting.remove("since")).isNotNull();
      assertThat(waiting)
          .isEqualTo(
              new JsonObject()
                  .put("reason", "cpu")
                  .put("place", 2)
                  .put("text", "waits for an idle processor, place 2 in the queue"));
    }
  }

  @Test
  void letsStartsWaitWhileTheMachineHasTooMuchToDo() {
    String always = "{memory-available: 100%, after: 0s}";
    try (ProcessHub busy = ProcessHub.start("processes: {overload: " + always + "}\n")) {
      JsonObject overload =
          await()
              .until(
                  () -> busy.hub().request("GET", "/api/system").send().json(),
                  system -> system.getJsonObject("overload").getBoolean("active"))
              .getJsonObject("overload");

      assertThat(overload.getString("reason"))
          .matches("[0-9.]+ % of the machine's memory is available, less than 100 %");
      JsonObject waiting = busy.create(ProcessHub.script("late", "sleep 600"));
      assertThat(waiting.getString("state")).isEqualTo("queued");
      assertThat(waiting.getString("status"))
          .startsWith("Queued: waits for the machine: ")
          .endsWith("less than 100 %, place 1 in the queue");
      assertThat(waiting.getJsonObject("waiting").getString("reason")).isEqualTo("overload");
      await()
          .until(() ->
              busy.list("/api/alerts", "raised").stream()
                  .anyMatch(alert -> alert.getString("rule").equals("overload")));
    }
  }

  private static JsonObject awaitAlert(String list, String rule, String process) {
    return await()
        .alias(rule)
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                HUB.list("/api/alerts", list).stream()
                    .filter(alert ->
                        rule.equals(alert.getString("rule"))
                            && process.equals(alert.getString("name")))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }
}
