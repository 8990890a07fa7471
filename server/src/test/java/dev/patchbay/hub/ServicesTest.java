package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services as the configuration file declares them: their order, their probes, their limits. */
class ServicesTest {
  @TempDir private Path folder;

  @Test
  void startsByDependencyAndTellsWhatIsWaitedFor() throws Exception {
    Path ready = folder.resolve("ready");
    String config =
        """
        services:
          web:
            command: [sh, -c, "echo web; exec sleep 600"]
            depends-on: {db: ready, migration: completed}
          migration:
            kind: system
            command: [sh, -c, "exit 0"]
            depends-on: [db]
          db:
            command: [sh, -c, "exec sleep 600"]
            readiness: {command: [test, -e, "%s"], interval: 50ms}
        """
            .formatted(ready);
    try (ProcessHub hub = ProcessHub.start(config)) {
      hub.awaitState("db", "starting");
      assertThat(hub.awaitState("web", "queued").getString("status"))
          .isEqualTo("Queued: waits for db (ready), migration (completed)");

      Files.createFile(ready);

      hub.awaitState("web", "running");
      assertThat(hub.get("migration").getString("status")).isEqualTo("Completed");
      assertThat(hub.get("db").getJsonObject("readiness").getString("state")).isEqualTo("good");
    }
  }

  @Test
  void takesOverWhatChangedAndLeavesTheRestAlone() throws Exception {
    String config =
        """
        services:
          same: {command: [sleep, "600"]}
          other: {command: [sleep, "601"]}
          leaves: {command: [sleep, "602"]}
        """;
    try (ProcessHub hub = ProcessHub.start(config)) {
      int same = hub.awaitState("same", "running").getInteger("pid");
      int other = hub.awaitState("other", "running").getInteger("pid");
      int leaves = hub.awaitState("leaves", "running").getInteger("pid");
      Path file = hub.hub().dataDir().resolve("patchbay.yaml");

      Files.writeString(
          file, "services:\n  same: {command: [sleep, \"600\"], restart: sometimes}\n");
      TestHub.Response refused = hub.hub().request("POST", "/api/config/reload").send();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().getString("detail"))
          .contains("patchbay.yaml:2:44: services.same.restart: ", "\"sometimes\" is none of");
      String id = hub.get("same").getString("id");
      for (String cut :
          List.of(
              "",
              "# services:\n",
              "services:\n",
              "serv",
              "services: {same: {comm",
              "services: {" + id + ": {command: [sleep, 1]}}")) {
        Files.writeString(file, cut);
        assertThat(hub.hub().request("POST", "/api/config/reload").send().status()).isEqualTo(400);
      }
      assertThat(List.of(hub.get("same"), hub.get("leaves"), hub.get("other")))
          .extracting(process -> process.getInteger("pid"))
          .containsExactly(same, leaves, other);

      Files.writeString(
          file,
          """
          services:
            same: {command: [sleep, "600"]}
            other: {command: [sleep, "603"]}
            comes: {command: [sleep, "604"]}
          """);
      TestHub.Response taken = hub.hub().request("POST", "/api/config/reload").send();
      assertThat(taken.json().getJsonArray("changes"))
          .containsExactlyInAnyOrder("changed other", "removed leaves", "added comes");
      hub.awaitState("comes", "running");
      hub.awaitThat(
          "other",
          process ->
              process.getString("state").equals("running")
                  && process.getInteger("pid") != other
                  && process.getJsonArray("command").contains("603"));
      ProcessHub.awaitGone(leaves);
      assertThat(hub.get("same").getInteger("pid")).isEqualTo(same);
    }
  }

  @Test
  void startsAServiceAsItsFileMeansIt() throws Exception {
    Path env = Files.writeString(folder.resolve("web.env"), "CITY='New York'\n");
    String config =
        """
        x-shell: &shell {command: [/bin/sh, -c, 'echo "$DEBUG $CC $MODE $CITY $@"; sleep 60', sh, yes, no, on, 0644]}
        services:
          meant:
            <<: *shell
            auto-start: yes
            restart: no
            cwd: ${NOT_SET_AT_ALL:-~}
            env-file: %s
            env: {DEBUG: on, CC: NO, MODE: 0755}
        """
            .formatted(env);
    try (ProcessHub hub = ProcessHub.start(config)) {
      assertThat(hub.awaitOutput("meant", lines -> !lines.isEmpty()))
          .containsExactly("on NO 0755 New York yes no on 0644");
      assertThat(hub.get("meant").getString("cwd")).isEqualTo(System.getenv("HOME"));
      assertThat(hub.get("meant").getString("restart")).isEqualTo("no");
    }
  }

  @Test
  void hasDefaultsForWhatIsDeclaredOverTheApiToo() throws Exception {
    String config = "processes: {defaults: {limits: {memory: 1g}, restart: {max-restarts: 1}}}\n";
    JsonObject restart = new JsonObject().put("delay", "0s").put("maxDelay", "1ms");
    try (ProcessHub hub = ProcessHub.start(config)) {
      hub.create(ProcessHub.script("once", "exit 1").put("restart", restart));
      hub.awaitStatus("once", "Failed (Exit code: 1) [restarts: 1]");

      Files.writeString(
          hub.hub().dataDir().resolve("patchbay.yaml"),
          config.replace("restarts: 1", "restarts: 2"));
      assertThat(hub.hub().request("POST", "/api/config/reload").send().status()).isEqualTo(200);
      JsonObject twice =
          hub.create(
              ProcessHub.script("twice", "sleep 0.1; exit 1")
                  .put("limits", new JsonObject().put("openFiles", 50))
                  .put("restart", restart));
      assertThat(twice.getJsonObject("limits").fieldNames())
          .containsExactlyInAnyOrder("memory", "openFiles");
      hub.awaitStatus("twice", "Failed (Exit code: 1) [restarts: 2]");
    }
  }

  @Test
  void refusesServicesThatDependOnEachOther() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("patchbay.yaml"),
            """
            services:
              a: {command: [sleep, "600"], depends-on: [b]}
              b: {command: [sleep, "600"], depends-on: [c]}
              c: {command: [sleep, "600"], depends-on: [a]}
            """);
    assertThatThrownBy(() -> TestHub.settings(folder.resolve("data"), file))
        .hasMessageContaining("they depend on each other: a → b → c → a")
        .hasMessageContaining("patchbay.yaml:2");
  }

  @Test
  void restartsWhatIsUnhealthyAndNeverWhatIsMerelyNotReady() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    JsonObject probe =
        new JsonObject()
            .put("url", url)
            .put("interval", "30ms")
            .put("failures", 2)
            .put("timeout", "5s");
    try (ProcessHub hub = ProcessHub.start()) {
      hub.create(ProcessHub.script("lives", "sleep 600").put("health", probe));
      hub.create(ProcessHub.script("serves", "sleep 600").put("readiness", probe));
      hub.awaitStatus("serves", "Running");
      hub.awaitThat("lives", it -> it.getJsonObject("health").getString("state").equals("good"));

      status.set(500);

      hub.awaitThat("lives", it -> it.getInteger("restarts") > 0);
      assertThat(hub.get("lives").getString("crash")).contains("Unhealthy:", "answered 500");
      JsonObject serves = hub.awaitStatus("serves", "Running, not ready");
      assertThat(serves.getInteger("generation")).isEqualTo(1);

      status.set(302);
      hub.awaitStatus("serves", "Running");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void isReadyWhenItHasPrintedWhatItShould() throws Exception {
    Path go = folder.resolve("go");
    String script =
        "while [ ! -e %s ]; do sleep 0.02; done; echo listening on 80; sleep 600".formatted(go);
    try (ProcessHub hub = ProcessHub.start()) {
      JsonObject created =
          hub.create(
              ProcessHub.script("prints", script)
                  .put("readiness", new JsonObject().put("output", "listening on \\d+")));
      assertThat(created.getString("state")).isEqualTo("starting");

      Files.createFile(go);

      hub.awaitStatus("prints", "Running");
    }
  }

  /** Many at once, so that some lines come before their starts have been noted. */
  @Test
  void missesNoLineHoweverSoonItIsPrinted() {
    try (ProcessHub hub = ProcessHub.start()) {
      for (int i = 0; i < 30; i++) {
        hub.create(
            ProcessHub.script("prints-" + i, "echo up; exec sleep 600")
                .put("readiness", new JsonObject().put("output", "^up$")));
      }
      for (int i = 0; i < 30; i++) {
        hub.awaitStatus("prints-" + i, "Running");
      }
    }
  }

  @Test
  void letsNoMoreRunThanThereArePlacesAndTheUrgentFirst() {
    try (ProcessHub hub = ProcessHub.start("processes: {max: 1, max-queued: 2}\n")) {
      hub.create(ProcessHub.script("first", "sleep 600"));
      hub.create(ProcessHub.script("waits", "sleep 600").put("priority", "low"));
      hub.create(ProcessHub.script("urgent", "sleep 600").put("priority", "critical"));
      assertThat(hub.get("waits").getString("status"))
          .isEqualTo("Queued: waits for one of 1 places, place 2 in the queue");

      TestHub.Response refused = hub.tryCreate(ProcessHub.script("more", "sleep 600"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isNotEmpty();
      hub.create(ProcessHub.script("later", "sleep 600").put("autoStart", false));
      assertThat(hub.wish("later", "start").status()).isEqualTo(429);
      assertThat(hub.get("later").getJsonObject("errors").getInteger("capacity")).isEqualTo(1);

      hub.wish("first", "stop");
      hub.awaitState("urgent", "running");
      assertThat(hub.get("waits").getString("state")).isEqualTo("queued");
    }
  }

  @Test
  void holdsWhatRunsToItsLimits() {
    try (ProcessHub hub = ProcessHub.start()) {
      hub.create(limited("files", "ulimit -n; sleep 600", new JsonObject().put("openFiles", 77)));
      hub.create(limited("brief", "sleep 600", new JsonObject().put("runTime", "100ms")));
      hub.create(
          limited(
              "greedy",
              "x=$(head -c 80000000 /dev/zero | tr '\\0' x); sleep 600",
              new JsonObject().put("memory", "32MiB")));

      assertThat(hub.awaitOutput("files", lines -> !lines.isEmpty())).containsExactly("77");
      assertThat(hub.get("files").getJsonObject("limits").getJsonObject("openFiles"))
          .isEqualTo(
              new JsonObject()
                  .put("max", "77")
                  .put("action", "kill")
                  .put("hold", "enforced")
                  .put("by", "prlimit"));
      hub.awaitStatus("brief", "Failed (Resource limit exceeded: runTime 100 ms)");
      assertThat(hub.awaitState("greedy", "failed").getString("crash"))
          .isEqualTo("Resource limit exceeded: memory 32 MiB");
    }
  }

  private static JsonObject limited(String name, String script, JsonObject limits) {
    return ProcessHub.script(name, script)
        .put("limits", limits)
        .put("restart", new JsonObject().put("policy", "no"));
  }

  @Test
  void survivesAFloodWithoutNewlines() {
    try (ProcessHub hub = ProcessHub.start("processes: {output: {file: 64KiB, files: 2}}\n")) {
      String id =
          hub.create(
                  ProcessHub.script(
                      "flood", "head -c 20000000 /dev/zero | tr '\\0' x; echo; echo end"))
              .getString("id");

      assertThat(hub.awaitStatus("flood", "Completed").getInteger("restarts")).isZero();
      hub.awaitOutput("flood", lines -> lines.contains("end"));
      Path output = hub.hub().dataDir().resolve("processes/output");
      assertThat(output.resolve(id + ".log").toFile().length()).isLessThan(2 * 1024 * 1024);
      assertThat(output.resolve(id + ".log.2")).doesNotExist();
    }
  }

  @Test
  void cancelsWhateverWasPendingWhenItIsDeleted() {
    try (ProcessHub hub = ProcessHub.start()) {
      JsonObject slow = new JsonObject().put("delay", "1h").put("maxDelay", "1h");
      hub.create(ProcessHub.script("backs-off", "exit 1").put("restart", slow));
      // Before that it runs for a moment, which is all that the next one waits for.
      hub.awaitState("backs-off", "backing-off");
      hub.create(
          ProcessHub.script("queued", "sleep 600")
              .put("dependsOn", new JsonArray(List.of("backs-off"))));
      hub.create(ProcessHub.script("runs", "sleep 600"));
      hub.awaitState("queued", "queued");

      for (String name : List.of("queued", "backs-off", "runs")) {
        assertThat(hub.delete(name).status()).isEqualTo(204);
        assertThat(hub.hub().request("GET", "/api/processes/" + name).send().status())
            .isEqualTo(404);
      }
    }
  }
}
