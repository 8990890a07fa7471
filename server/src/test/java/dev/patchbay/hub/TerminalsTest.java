package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls on terminals, with good and with bad input. */
class TerminalsTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void opensTheLoginShellAtHomeWhereNothingElseIsAsked() {
    TestHub.Response opened =
        HUB.bareRequest("POST", "/api/terminals")
            .header("Authorization", "Bearer " + HUB.token())
            .send();

    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.header("location"))
        .isEqualTo("/api/terminals/" + opened.json().getString("id"));
    assertThat(opened.json().getJsonArray("command").getString(0)).startsWith("/");
    assertThat(opened.json().getString("cwd")).isEqualTo(System.getProperty("user.home"));
    assertThat(opened.json().getString("state")).isEqualTo("running");
  }

  @Test
  void tellsEverythingThatTheContractNames() {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("sleep", "60"))
                .put("cwd", "~")
                .put("cols", 120)
                .put("rows", 40)
                .put("name", "nap")
                .put("tags", List.of("a", "b")));

    JsonObject terminal = HUB.terminal(id);

    assertThat(terminal.fieldNames())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "command",
            "cwd",
            "folder",
            "pid",
            "cols",
            "rows",
            "state",
            "exit",
            "title",
            "viewers",
            "createdAt",
            "tags",
            "offset",
            "attention",
            "call");
    assertThat(terminal.getJsonArray("command")).isEqualTo(new JsonArray().add("sleep").add("60"));
    assertThat(terminal.getString("name")).isEqualTo("nap");
    assertThat(terminal.getInteger("cols")).isEqualTo(120);
    assertThat(terminal.getJsonArray("tags")).containsExactly("a", "b");
    assertThat(HUB.request("GET", "/api/terminals").send().json().getJsonArray("terminals"))
        .anyMatch(listed -> ((JsonObject) listed).getString("id").equals(id));
  }

  @Test
  void buildsTheEnvironmentAndKeepsTheTokenOutOfIt() {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("env"))
                .put(
                    "env",
                    new JsonObject().put("MINE", "yes").put("PATCHBAY_TOKEN", "0123456789abcdef")));
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitEvent("exit");

    assertThat(viewer.text())
        .contains("TERM=xterm-256color", "COLORTERM=truecolor", "TERM_PROGRAM=patchbay", "MINE=yes")
        .contains("PATCHBAY_TERMINAL_ID=" + id)
        .containsPattern("(LANG|LC_ALL|LC_CTYPE)=\\S*(UTF-8|utf8)")
        .doesNotContain("PATCHBAY_TOKEN", HUB.token(), "MAVEN", "SUREFIRE");
  }

  @Test
  void runsAgainWhatWasRunBeforeByItsNewName(@TempDir Path folder) throws Exception {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("sh", "-c", "pwd; echo \"$MINE\""))
                .put("cwd", folder.toString())
                .put("env", new JsonObject().put("MINE", "yes"))
                .put("tags", List.of("a")));
    await().until(() -> HUB.terminal(id).getString("state").equals("exited"));
    HUB.request("PATCH", "/api/terminals/" + id).body("{\"name\":\"named\"}").send();

    TestHub.Response again =
        HUB.request("POST", "/api/terminals/" + id + "/run-again").body("{\"cols\":99}").send();

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().getString("id")).isNotEqualTo(id);
    assertThat(again.json().getString("name")).isEqualTo("named");
    assertThat(again.json().getJsonArray("tags")).containsExactly("a");
    assertThat(again.json().getInteger("cols")).isEqualTo(99);
    assertThat(again.json().getInteger("rows")).isEqualTo(24);
    HUB.watch(again.json().getString("id"), "").awaitText(folder.toRealPath() + "\r\nyes");
    assertThat(HUB.request("POST", "/api/terminals/none/run-again").send().status()).isEqualTo(404);
  }

  @Test
  void renamesTagsAndResizes() {
    String id = HUB.open("sleep 60");

    JsonObject changed =
        HUB.request("PATCH", "/api/terminals/" + id)
            .body("{\"name\":\"new\",\"tags\":[\"x\"],\"cols\":99}")
            .send()
            .json();

    assertThat(changed.getString("name")).isEqualTo("new");
    assertThat(changed.getJsonArray("tags")).containsExactly("x");
    assertThat(changed.getInteger("cols")).isEqualTo(99);
    assertThat(changed.getInteger("rows")).isEqualTo(24);
  }

  @Test
  void keepsAnEndedTerminalWithItsScreenUntilItIsDeleted() {
    String id = HUB.open("echo bye; kill -SEGV $$");
    await().until(() -> HUB.terminal(id).getString("state").equals("exited"));

    assertThat(HUB.terminal(id).getJsonObject("exit"))
        .isEqualTo(new JsonObject().putNull("code").put("signal", "SEGV"));
    HUB.watch(id, "").awaitText("bye");
    assertThat(
            HUB.request("POST", "/api/terminals/" + id + "/signal")
                .body("{\"signal\":\"kill\"}")
                .send()
                .problem())
        .isEqualTo("already-stopped");
    assertThat(HUB.request("DELETE", "/api/terminals/" + id).send().status()).isEqualTo(204);
    assertThat(HUB.request("GET", "/api/terminals/" + id).send().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"terminate,TERM", "kill,KILL"})
  void signalsTheProgram(String signal, String name) {
    String id = HUB.open(new JsonObject().put("command", List.of("sleep", "60")));

    TestHub.Response response =
        HUB.request("POST", "/api/terminals/" + id + "/signal")
            .body(new JsonObject().put("signal", signal).encode())
            .send();

    assertThat(response.json()).isEqualTo(new JsonObject().put("result", "success"));
    await().until(() -> HUB.terminal(id).getString("state").equals("exited"));
    assertThat(HUB.terminal(id).getJsonObject("exit").getString("signal")).isIn(name, "HUP");
  }

  @Test
  void interruptsWhatRunsInTheForegroundAndLeavesTheShellAlone() {
    String id = HUB.open(new JsonObject().put("command", List.of("bash", "--norc", "-i")));
    StreamClient viewer = HUB.watch(id, "");
    viewer.type("echo ready; sleep 60\r");
    viewer.awaitText("ready\r\n");

    HUB.request("POST", "/api/terminals/" + id + "/signal")
        .body("{\"signal\":\"interrupt\"}")
        .send();
    viewer.type("echo again=$?\r");

    viewer.awaitText("again=130");
  }

  @Test
  void tellsWhatRunsInFrontOfAShellAndNothingOfTheShellItself() {
    String id = HUB.open(new JsonObject().put("command", List.of("bash", "--norc", "-i")));
    StreamClient viewer = HUB.watch(id, "");
    viewer.type("echo at=$((40 + 2))\r");
    viewer.awaitText("at=42");
    await().until(() -> !HUB.terminal(id).containsKey("foreground"));

    viewer.type("sleep 60\r");

    await().until(() -> HUB.terminal(id).containsKey("foreground"));
    JsonObject foreground = HUB.terminal(id).getJsonObject("foreground");
    assertThat(foreground.getString("command")).isEqualTo("sleep");
    assertThat(foreground.getLong("pid")).isNotEqualTo(HUB.terminal(id).getLong("pid"));

    viewer.type("\3");
    await().until(() -> !HUB.terminal(id).containsKey("foreground"));
    viewer.type("exec cat\r");
    await().until(() -> HUB.terminal(id).containsKey("foreground"));
    assertThat(HUB.terminal(id).getJsonObject("foreground").getString("command")).isEqualTo("cat");
  }

  @Test
  void endsTheWholeTreeBeforeItForgetsATerminal(@TempDir Path folder) throws Exception {
    Path pids = folder.resolve("pids");
    String id =
        HUB.open(
            "trap '' TERM HUP; (trap '' TERM HUP; setsid sleep 999 & echo $! >> "
                + pids
                + "); sleep 998 & echo $! >> "
                + pids
                + "; echo $$ >> "
                + pids
                + "; wait");
    await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 3);

    assertThat(HUB.request("DELETE", "/api/terminals/" + id).send().status()).isEqualTo(204);

    for (String pid : Files.readAllLines(pids)) {
      await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }
  }

  @Test
  void leavesALaterTerminalAloneThatWasGivenTheSameDevice() {
    String ended;
    String later;
    do {
      ended = HUB.open("tty; exit");
      StreamClient first = HUB.watch(ended, "");
      first.awaitEvent("exit");
      later = HUB.open("tty; exec env -i sleep 600");
      // Whoever else opens a terminal on this machine may have been faster.
    } while (!device(later).equals(device(ended)));

    HUB.request("DELETE", "/api/terminals/" + ended).send();

    assertThat(HUB.terminal(later).getString("state")).isEqualTo("running");
  }

  /** What tty said. */
  private static String device(String id) {
    StreamClient viewer = HUB.watch(id, "");
    viewer.awaitText("\n");
    return viewer.text().replaceFirst("(?s).*(/dev/pts/\\d+).*", "$1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cols\":0}                          | malformed-request      | /cols",
        "{\"cols\":-5}                         | malformed-request      | /cols",
        "{\"rows\":100000}                     | malformed-request      | /rows",
        "{\"rows\":2.5}                        | malformed-request      | /rows",
        "{\"name\":\"\"}                       | malformed-request      | /name",
        "{\"nonesuch\":1}                      | malformed-request      | /nonesuch",
        "{\"env\":{\"A\":1}}                   | malformed-request      | /env/A",
        "{\"env\":{\"A=B\":\"1\"}}             | invalid-environment    | /env/A=B",
        "{\"command\":\"ls\"}                  | malformed-request      | /command",
        "{\"command\":[]}                      | malformed-request      | /command",
        "{\"command\":[\"\"]}                  | invalid-argument       | /command",
        "{\"command\":[\"ls\",\"a\\u0000b\"]}  | invalid-argument       | /command/1",
        "{\"command\":[\"no-such-program\"]}   | command-not-found      | /command/0",
        "{\"command\":[\"/no/such/program\"]}  | command-not-found      | /command/0",
        "{\"command\":[\"/etc\"]}              | command-is-directory   | /command/0",
        "{\"command\":[\"/etc/passwd\"]}       | command-not-executable | /command/0",
        "{\"cwd\":\"/no/such/folder\"}         | folder-not-found       | /cwd",
        "{\"cwd\":\"/etc/passwd\"}             | not-a-folder           | /cwd",
        "{\"cwd\":\"src\"}                     | malformed-request      | /cwd",
        "{\"cwd\":\"~nobody/src\"}             | malformed-request      | /cwd",
      })
  void saysWhatIsWrongWithARequest(String body, String problem, String pointer) {
    int before =
        HUB.request("GET", "/api/terminals").send().json().getJsonArray("terminals").size();

    TestHub.Response response = HUB.request("POST", "/api/terminals").body(body).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("content-type")).isEqualTo("application/problem+json");
    assertThat(response.problem()).isEqualTo(problem);
    assertThat(response.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo(pointer);
    assertThat(HUB.request("GET", "/api/terminals").send().json().getJsonArray("terminals"))
        .hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1]", "\"text\"", "null", "{\"a\":}", "\u0000"})
  void refusesWhatIsNoJsonObject(String body) {
    TestHub.Response response = HUB.request("POST", "/api/terminals").body(body).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.problem()).isEqualTo("malformed-json");
  }

  @Test
  void refusesBodiesThatAreTooLargeOrOfAnotherKind() {
    assertThat(HUB.request("POST", "/api/terminals").body("x".repeat(2_000_000)).send().status())
        .isEqualTo(413);
    assertThat(
            HUB.request("POST", "/api/terminals")
                .header("Content-Type", "text/plain")
                .body("{}")
                .send()
                .status())
        .isEqualTo(415);
    assertThat(HUB.request("GET", "/api/health").send().status()).isEqualTo(200);
  }

  @Test
  void answersForUnknownTerminalsPathsAndMethods() {
    assertThat(HUB.request("GET", "/api/terminals/nonesuch").send().problem())
        .isEqualTo("unknown-terminal");
    assertThat(HUB.request("DELETE", "/api/terminals/nonesuch").send().status()).isEqualTo(404);
    assertThat(
            HUB.request("PATCH", "/api/terminals/nonesuch")
                .body("{\"name\":\"x\"}")
                .send()
                .status())
        .isEqualTo(404);
    assertThat(HUB.request("GET", "/api/nonesuch").send().status()).isEqualTo(404);
    TestHub.Response wrongMethod = HUB.request("PUT", "/api/terminals").send();
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("allow")).contains("GET", "POST");
  }

  @Test
  void refusesFoldersOutsideTheRootsAlsoByALink(@TempDir Path root, @TempDir Path other)
      throws Exception {
    Files.createSymbolicLink(root.resolve("link"), other);
    try (TestHub hub = TestHub.start("roots: [" + root + "]\n")) {
      for (Path folder : List.of(other, root.resolve("link"), root.resolve(".."))) {
        TestHub.Response response =
            hub.request("POST", "/api/terminals")
                .body(new JsonObject().put("cwd", folder.toString()).encode())
                .send();
        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("folder-outside-roots");
      }
      assertThat(hub.open(new JsonObject().put("cwd", root.toString()))).isNotEmpty();
    }
  }

  @Test
  void isFullAtItsLimitAndHasRoomAgainAfterwards() {
    try (TestHub hub = TestHub.start("terminals: {max: 2}\n")) {
      String first = hub.open("sleep 60");
      hub.open("sleep 60");

      TestHub.Response third = hub.request("POST", "/api/terminals").send();
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.header("retry-after")).isNotEmpty();

      hub.request("DELETE", "/api/terminals/" + first).send();
      assertThat(hub.open("sleep 60")).isNotEmpty();
    }
  }

  @Test
  void forgetsEndedTerminalsOfACertainAge() {
    try (TestHub hub = TestHub.start("terminals: {keep-exited: 1s}\n")) {
      String id = hub.open("exit");
      await().until(() -> hub.request("GET", "/api/terminals/" + id).send().status() == 404);
    }
  }
}
