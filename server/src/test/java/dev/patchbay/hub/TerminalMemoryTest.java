package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.hub.StreamClient.Frame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terminals that take more memory than all may have together. */
class TerminalMemoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Every kind of thing that a screen keeps, and more rows than scrollback. */
  private static final String COLOURFUL =
      """
      printf '\\033]2;a title\\007\\033]4;1;#123456\\007'
      i=0
      while [ $i -lt 1500 ]; do
        printf '\\033]133;A\\007$ \\033]133;C;cmdline_url=run%s;t=5\\007' $i
        printf '\\033[3%sm%s \\033[0m\\033]8;;http://x/%s\\007link\\033]8;;\\007 日本 e\u0301 👍🏽\\r\\n' $((i % 8)) $i $i
        printf '\\033]133;D;3;t=6\\007'
        i=$((i + 1))
      done
      printf '\\033[4mpending \\033[5;9r\\0337\\033(0qqq\\033[38;5'
      """;

  private static final String PLAIN = "seq -f %078.0f 6000";

  private static Path folder(TestHub hub) {
    return hub.dataDir().resolve("terminals");
  }

  private static void awaitExit(TestHub hub, String id) {
    await(id).atMost(PATIENCE).until(() -> "exited".equals(hub.terminal(id).getString("state")));
  }

  private static String run(TestHub hub, String script) {
    String id = hub.open(script);
    awaitExit(hub, id);
    return id;
  }

  private static boolean isInFiles(TestHub hub, String id) {
    return Files.exists(folder(hub).resolve(id + ".screen"))
        && Files.exists(folder(hub).resolve(id + ".output"));
  }

  /** All that can be seen of a terminal, each way to ask on its own. */
  private static List<String> seen(TestHub hub, String id) {
    List<String> seen = new ArrayList<>();
    for (String query :
        List.of(
            "",
            "?scrollback=10000",
            "?format=ansi&scrollback=10000",
            "?format=json&scrollback=10000")) {
      seen.add(hub.request("GET", "/api/terminals/" + id + "/screen" + query).send().body());
    }
    JsonObject terminal = hub.terminal(id);
    seen.add(terminal.getString("title") + terminal.getJsonObject("exit"));
    long end = terminal.getLong("offset");
    seen.add(attach(hub, id, "", end));
    seen.add(attach(hub, id, "from=" + (end - 60_000), end));
    seen.add(attach(hub, id, "from=0", end));
    JsonObject wait = new JsonObject().put("state", "exited").put("timeout", "20s");
    seen.add(
        hub.request("POST", "/api/terminals/" + id + "/wait")
            .body(wait.encode())
            .send()
            .json()
            .getString("result"));
    return seen;
  }

  private static String attach(TestHub hub, String id, String query, long end) {
    StreamClient viewer = hub.watch(id, query);
    await(query).atMost(PATIENCE).until(() -> viewer.offset() == end);
    JsonObject exit = viewer.awaitEvent("exit");
    long snapshots = viewer.frames().stream().filter(Frame.Snapshot.class::isInstance).count();
    viewer.disconnect();
    return snapshots + viewer.text() + exit;
  }

  @Test
  void endedOnesGoToFilesAndCanBeReadAndWatchedAsBefore() {
    try (TestHub hub = TestHub.start("terminals: {memory: 3MiB, scrollback: 1000}")) {
      String colourful = run(hub, COLOURFUL);
      List<String> before = seen(hub, colourful);
      assertThat(before.get(1)).contains("link 日本 e\u0301 👍🏽");

      List<String> others = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        others.add(run(hub, PLAIN));
      }
      await().atMost(PATIENCE).until(() -> isInFiles(hub, colourful));

      assertThat(seen(hub, colourful)).isEqualTo(before);
      for (String other : others) {
        String text =
            hub.request("GET", "/api/terminals/" + other + "/screen?scrollback=10000")
                .send()
                .body();
        assertThat(text).endsWith("%078d\n\n".formatted(6000));
        assertThat(text.lines()).hasSize(1_024);
      }
      // And once more, given up anew.
      assertThat(seen(hub, colourful)).isEqualTo(before);
    }
  }

  @Test
  void aSizeThatAnEndedOneGetsInItsFileIsDrawnAndKept() {
    try (TestHub hub = TestHub.start("terminals: {memory: 2MiB, scrollback: 1000}")) {
      String first = run(hub, PLAIN);
      for (int i = 0; i < 4; i++) {
        run(hub, PLAIN);
      }
      await().atMost(PATIENCE).until(() -> isInFiles(hub, first));
      hub.request("PATCH", "/api/terminals/" + first).body("{\"cols\":40,\"rows\":10}").send();
      String narrow =
          hub.request("GET", "/api/terminals/" + first + "/screen?scrollback=4").send().body();
      assertThat(narrow.lines()).hasSize(14).contains("0".repeat(34) + "6000");
      for (int i = 0; i < 4; i++) {
        run(hub, PLAIN);
      }
      assertThat(
              hub.request("GET", "/api/terminals/" + first + "/screen?scrollback=4").send().body())
          .isEqualTo(narrow);
    }
  }

  @Test
  void theFilesAreTheUsersAloneAndGoWithTheTerminalAndTheHub() throws IOException {
    Path folder;
    try (TestHub hub = TestHub.start("terminals: {memory: 1MiB}")) {
      folder = folder(hub);
      String first = run(hub, PLAIN);
      String second = run(hub, PLAIN);
      await().atMost(PATIENCE).until(() -> isInFiles(hub, first));
      assertThat(Files.getPosixFilePermissions(folder))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      for (Path file : list(folder)) {
        assertThat(Files.getPosixFilePermissions(file))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
      assertThat(hub.request("DELETE", "/api/terminals/" + first).send().status()).isEqualTo(204);
      assertThat(list(folder)).noneMatch(file -> file.toString().contains(first));
      assertThat(hub.terminal(second).getString("state")).isEqualTo("exited");
    }
    assertThat(list(folder)).isEmpty();
  }

  @Test
  void whatAnEarlierHubLeftIsRemovedAtTheStart() throws IOException {
    Path data = Files.createTempDirectory("patchbay-test");
    Path folder = Files.createDirectory(data.resolve("terminals"));
    Files.writeString(folder.resolve("x.screen"), "left");
    Path config = Files.writeString(data.resolve("patchbay.yaml"), "{}");
    try (Hub _ = Hub.start(() -> TestHub.settings(data, config), System.getenv(), (_, _) -> {})) {
      assertThat(list(folder)).isEmpty();
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereRunningOnesTakeAllOfItNoOtherIsOpenedUntilThereIsRoom() {
    try (TestHub hub = TestHub.start("terminals: {memory: 1MiB, scrollback: 1000}")) {
      List<String> running = new ArrayList<>();
      JsonObject another = new JsonObject().put("command", List.of("true"));
      TestHub.Response refused =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    TestHub.Response response =
                        hub.request("POST", "/api/terminals")
                            .body(
                                new JsonObject()
                                    .put("command", List.of("sh", "-c", PLAIN + "; read x"))
                                    .encode())
                            .send();
                    if (response.status() == 201) {
                      String id = response.json().getString("id");
                      running.add(id);
                      hub.watch(id, "").awaitText("%078d".formatted(6000));
                    }
                    return response;
                  },
                  response -> response.status() != 201);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.problem()).isEqualTo("at-capacity");
      assertThat(refused.json().getString("detail")).contains("terminals.memory");
      assertThat(refused.header("Retry-After")).isNotEmpty();

      for (String id : running) {
        assertThat(hub.request("GET", "/api/terminals/" + id + "/screen").send().body())
            .contains("%078d".formatted(6000));
        hub.request("DELETE", "/api/terminals/" + id).send();
      }
      assertThat(hub.request("POST", "/api/terminals").body(another.encode()).send().status())
          .isEqualTo(201);
    }
  }

  @Test
  void aHubWithLittleHeapSurvivesMoreCommandsThanItsHeapHolds() throws IOException {
    Path data = Files.createTempDirectory("patchbay-test");
    String lines = "seq -f %0118.0f 10000";
    try (HubProcess hub =
            HubProcess.start(
                Map.of("JDK_JAVA_OPTIONS", "-Xmx256m"),
                "--port",
                "0",
                "--data-dir",
                data.toString());
        HubCalls calls = new HubCalls(hub)) {
      List<String> ids = new ArrayList<>();
      // Each takes 5 MB, with what is retained of its output.
      for (int i = 0; i < 60; i++) {
        String script = "echo terminal " + i + "; " + lines + "; echo end of " + i;
        ids.add(
            await(script)
                .atMost(Duration.ofMinutes(3))
                .until(() -> calls.open(script, 120, 24), id -> !id.isEmpty()));
      }
      for (String id : ids) {
        await(id)
            .atMost(Duration.ofMinutes(3))
            .until(() -> "exited".equals(calls.terminal(id).getString("state")));
      }
      StringBuilder expected = new StringBuilder();
      for (int n = 10_000 - 5_021; n <= 10_000; n++) {
        expected.append("%0118d\n".formatted(n));
      }
      for (int i = 0; i < ids.size(); i++) {
        assertThat(calls.text("/api/terminals/" + ids.get(i) + "/screen?scrollback=5000"))
            .isEqualTo(expected + "end of " + i + "\n\n");
      }
      assertThat(calls.text("/api/health")).contains("up");
      hub.terminate();
      assertThat(hub.awaitExit()).isEqualTo(143);
      assertThat(hub.errors()).doesNotContain("OutOfMemoryError");
    }
  }
}
