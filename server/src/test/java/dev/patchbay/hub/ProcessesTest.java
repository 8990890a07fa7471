package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Processes over the API, each of them real. */
class ProcessesTest {
  private static final ProcessHub HUB = ProcessHub.start();

  @TempDir private Path folder;

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  /** A program that nobody else on this machine runs: how long it sleeps is its name. */
  private static String nap() {
    return "sleep " + (1_000_000_000L + ThreadLocalRandom.current().nextInt(1_000_000_000));
  }

  private static boolean anyRuns(List<String> commands) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .anyMatch(line -> commands.stream().anyMatch(line::endsWith));
  }

  private static JsonObject no(String name, String script) {
    return ProcessHub.script(name, script).put("restart", new JsonObject().put("policy", "no"));
  }

  @Test
  void startsAProcessInItsFolderWithItsEnvironmentAndTellsOfIt() {
    JsonObject created =
        HUB.create(
            no("first", "pwd; echo $GREETING; echo $PATCHBAY_PROCESS >&2; sleep 60")
                .put("cwd", folder.toString())
                .put("env", new JsonObject().put("GREETING", "hello"))
                .put("tags", new JsonArray(List.of("a", "b"))));

    assertThat(created.getString("state")).isEqualTo("running");
    assertThat(created.getString("status")).isEqualTo("Running");
    assertThat(created.getInteger("generation")).isEqualTo(1);
    assertThat(HUB.awaitOutput("first", lines -> lines.size() == 3))
        .contains(folder.toString(), "hello")
        .anyMatch(line -> line.endsWith("/" + created.getString("id") + "/1"));
    assertThat(HUB.get(created.getString("id")).getInteger("pid"))
        .isEqualTo(HUB.get("first").getInteger("pid"));
  }

  @Test
  void showsAPromptAndTheNewestStateOfProgressAtOnce() {
    HUB.create(no("asks", "printf 'Continue? [y/N] '; sleep 600"));
    HUB.create(no("loads", "printf 'first\\n10%%\\r20%%\\r30%%'; sleep 600"));

    assertThat(HUB.awaitOutput("asks", lines -> !lines.isEmpty()))
        .containsExactly("Continue? [y/N] ");
    assertThat(HUB.list("/api/processes/asks/output", "lines").getFirst().getBoolean("open"))
        .isTrue();
    assertThat(HUB.awaitOutput("loads", lines -> lines.contains("30%")))
        .containsExactly("first", "30%");
  }

  /** In colours, without an end, and written over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf 'ready \\033[32min\\033[0m 5 ms\\n'",
        "printf 'ready in 5 ms> '",
        "printf 'starting\\rready in 5 ms\\rserving requests\\n'"
      })
  void isReadyByWhatAPersonWouldRead(String print) {
    String name = "readable-" + Integer.toHexString(print.hashCode());
    HUB.create(
        no(name, print + "; sleep 600")
            .put("readiness", new JsonObject().put("output", "^ready in \\d+ ms")));

    HUB.awaitStatus(name, "Running");
  }

  @Test
  void cutsLongLinesBetweenCharactersAndSaysSo() {
    HUB.create(no("long", "i=0; while [ $i -lt 20000 ]; do printf 한; i=$((i+1)); done; echo"));
    HUB.awaitState("long", "stopped");

    List<JsonObject> lines =
        Awaitility.await()
            .until(
                () -> HUB.list("/api/processes/long/output", "lines"),
                all -> all.size() == 4 && all.stream().noneMatch(it -> it.containsKey("open")));
    assertThat(lines.stream().map(it -> it.getString("text")).reduce("", String::concat))
        .isEqualTo("한".repeat(20_000));
    assertThat(lines)
        .extracting(it -> it.getBoolean("cut", false))
        .containsExactly(true, true, true, false);
  }

  @Test
  void namesWhatADeclarationLacks() {
    TestHub.Response response = HUB.hub().request("POST", "/api/processes").body("{}").send();

    assertThat(response.json().getJsonArray("errors"))
        .containsExactlyInAnyOrder(
            new JsonObject().put("pointer", "/command").put("detail", "This is needed."),
            new JsonObject().put("pointer", "/kind").put("detail", "This is needed."),
            new JsonObject().put("pointer", "/name").put("detail", "This is needed."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cwd\":\"src\"}             | /cwd         | counts from no folder here: write it from /"
            + " or ~/",
        "{\"cwd\":\"~bob\"}            | /cwd         | other users' homes are not looked up",
        "{\"env\":{\"a.b\":\"c\"}}     | /env/a.b     | cannot be a variable: its name has letters",
        "{\"timeout\":\"soon\"}        | /timeout     | \"soon\" is not a duration such as",
        "{\"health\":{\"url\":\"http://a_b:1\"}} | /health/url | cannot be a host",
        "{\"readiness\":{\"tcp\":\"::1:5\"}}   | /readiness/tcp | write [::1]:5",
        "{\"limits\":{\"memory\":\"2x\"}}     | /limits/memory | has a unit other than",
        "{\"stop\":{\"signal\":\"SIGFOO\"}} | /stop/signal | write a name such as TERM",
        "{\"autoStart\":\"maybe\"}      | /autoStart   | must be of type boolean",
      })
  void saysWhatIsWrongWithADeclarationAndWhere(String more, String pointer, String detail) {
    TestHub.Response refused =
        HUB.tryCreate(no("wrong", "exit").mergeIn(new JsonObject(more), true));

    assertThat(refused.status()).isEqualTo(400);
    JsonObject error = refused.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("pointer")).isEqualTo(pointer);
    assertThat(error.getString("detail")).contains(detail);
  }

  @Test
  void startsAtHomeAndWithTheHubsVariablesWhereThatIsWritten() {
    HUB.create(
        no("homely", "pwd; echo $HOME $MORE; sleep 60")
            .put("cwd", "~")
            .put("env", new JsonArray(List.of("HOME", "MORE=yes"))));

    String home = System.getenv("HOME");
    assertThat(HUB.awaitOutput("homely", lines -> lines.size() == 2))
        .containsExactly(home, home + " yes");
  }

  @Test
  void tellsTheStateOfItsBackOffAndOfItsBreaker() {
    JsonObject restart =
        new JsonObject().put("delay", "1h").put("maxDelay", "2h").put("maxRestarts", 10);
    HUB.create(ProcessHub.script("tells", "exit 1").put("restart", restart));

    JsonObject process = HUB.awaitState("tells", "backing-off");

    JsonObject backOff = process.getJsonObject("backOff");
    assertThat(backOff.getInteger("failures")).isEqualTo(1);
    assertThat(backOff.getInteger("maxRestarts")).isEqualTo(10);
    assertThat(backOff.getLong("delayMillis")).isEqualTo(3_600_000);
    assertThat(backOff.getLong("nextStartMillis")).isPositive();
    assertThat(process.getJsonObject("breaker").getString("state")).isEqualTo("closed");

    HUB.create(
        ProcessHub.script("gives-up", "exit 1")
            .put("restart", restart.copy().put("delay", "0s").put("maxDelay", "1ms")));
    process = HUB.awaitState("gives-up", "failed");
    assertThat(process.getJsonObject("backOff").getInteger("failures")).isEqualTo(10);
    assertThat(process.getJsonObject("backOff").getValue("nextStartMillis")).isNull();
    assertThat(process.getJsonObject("breaker").getString("state")).isEqualTo("open");
  }

  @Test
  void takesNoNameThatIsAnId() {
    String id = HUB.create(no("identified", "sleep 60")).getString("id");
    TestHub.Response refused = HUB.tryCreate(no(id, "sleep 60"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().getString("detail")).contains("is the id of another process");
  }

  @Test
  void takesANameOnce() {
    HUB.create(no("unique", "sleep 60"));
    TestHub.Response second = HUB.tryCreate(no("unique", "sleep 60"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.problem()).isEqualTo("name-taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 3             | Failed (Exit code: 3)",
        "exit 137           | Failed (Exit code: 137)",
        "kill -KILL $$      | Failed (Killed by signal: KILL)",
        "kill -SEGV $$      | Failed (Killed by signal: SEGV)",
        "kill -HUP $$       | Failed (Killed by signal: HUP)",
        "kill -USR1 $$      | Failed (Killed by signal: USR1)",
        "kill -PIPE $$      | Failed (Killed by signal: PIPE)",
        "exit 0             | Completed",
      })
  void tellsHowItEnded(String script, String status) {
    String name = "ends-" + Integer.toHexString(script.hashCode());
    HUB.create(no(name, script));

    HUB.awaitStatus(name, status);

    assertThat(HUB.history(name).getFirst().getString("outcome"))
        .isEqualTo(
            status.equals("Completed")
                ? "Exit code: 0"
                : status.substring("Failed (".length(), status.length() - 1));
  }

  @Test
  void saysWhyItStoppedAndWhoseFaultAnErrorWas() {
    EventReader events = EventReader.from(HUB.hub(), "");
    HUB.create(no("obedient", "exec sleep 600"));
    HUB.create(no("does-its-work", "exit 0"));
    HUB.create(no("breaks", "exit 7"));
    HUB.create(no("no-program", "").put("command", new JsonArray(List.of("no-such-program"))));
    HUB.wish("obedient", "stop");

    JsonObject completed = HUB.awaitStatus("does-its-work", "Completed");
    assertThat(completed.getValue("crash")).isNull();
    assertThat(completed.getJsonObject("exit").getInteger("code")).isZero();
    JsonObject stopped = HUB.awaitStatus("obedient", "Stopped");
    assertThat(stopped.getValue("crash")).isNull();
    assertThat(stopped.getJsonObject("exit").getString("signal")).isEqualTo("TERM");
    JsonObject broken = HUB.awaitState("breaks", "failed");
    assertThat(broken.getString("crash")).isEqualTo("Exit code: 7");
    assertThat(broken.getJsonObject("errors").getInteger("process")).isEqualTo(1);
    JsonObject errors = HUB.awaitState("no-program", "failed").getJsonObject("errors");
    assertThat(errors.getInteger("configuration")).isEqualTo(1);
    assertThat(errors.getInteger("total")).isEqualTo(1);
    assertThat(errors.getJsonObject("latest").getString("category")).isEqualTo("configuration");

    JsonObject done = event(events, "process.stopped", "does-its-work");
    assertThat(done.getString("why")).isEqualTo("completed");
    assertThat(done.getInteger("code")).isZero();
    assertThat(done.getJsonObject("reason").getString("type")).isEqualTo("exit-code");
    assertThat(event(events, "process.stopped", "obedient").getString("why"))
        .isEqualTo("requested");
    assertThat(event(events, "process.crashed", "breaks").getString("category"))
        .isEqualTo("process");
    assertThat(event(events, "process.failed", "no-program").getString("category"))
        .isEqualTo("configuration");
    events.stop();
  }

  private static JsonObject event(EventReader events, String name, String process) {
    return Awaitility.await()
        .alias(name + " " + process)
        .until(
            () ->
                events.all(name).stream()
                    .filter(event -> event.getString("name").equals(process))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static TestHub.Response run(JsonObject request) {
    return HUB.hub().request("POST", "/api/processes/run").body(request.encode()).send();
  }

  private static JsonObject shell(String script) {
    return new JsonObject().put("command", new JsonArray(List.of("/bin/sh", "-c", script)));
  }

  @Test
  void runsACommandForWhoWaitsForItsOutput() {
    JsonObject answer =
        run(shell("cat; pwd; echo $X >&2; exit 3")
                .put("stdin", "in\n")
                .put("cwd", folder.toString())
                .put("env", new JsonObject().put("X", "x")))
            .json();

    assertThat(answer.getJsonObject("exit").getInteger("code")).isEqualTo(3);
    assertThat(answer.getString("output")).isEqualTo("in\n" + folder + "\nx\n");
    assertThat(answer.getBoolean("cut")).isFalse();
    JsonObject resting = run(shell("sleep 0.3")).json().getJsonObject("usage");
    // And not what the hub has itself, as the kernel would say.
    assertThat(resting.getLong("peakMemory")).isBetween(1L << 16, 1L << 25);
    assertThat(run(shell("cat")).json().getString("output")).isEmpty();
    JsonObject busy = run(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")).json();
    assertThat(busy.getJsonObject("usage").getLong("cpuMillis")).isPositive();
    JsonObject large = run(shell("head -c 3000000 /dev/zero | tr '\\0' x")).json();
    assertThat(large.getBoolean("cut")).isTrue();
    assertThat(large.getString("output")).hasSize(1024 * 1024);
  }

  @Test
  void endsACommandAtItsTimeOutItsLimitAndWhenNobodyWaits() throws Exception {
    String nap = nap();
    JsonObject late =
        run(shell(nap + " & " + nap).put("timeout", "100ms")).json().getJsonObject("exit");
    assertThat(late.getString("type")).isEqualTo("timeout");
    assertThat(anyRuns(List.of(nap))).isFalse();

    JsonObject limits = new JsonObject().put("memory", "32MiB");
    String greedy = "x=$(head -c 80000000 /dev/zero | tr '\\0' x); sleep 600";
    JsonObject fat = run(shell(greedy).put("limits", limits)).json();
    assertThat(fat.getJsonObject("exit").getString("type")).isEqualTo("resource-limit");
    assertThat(fat.getJsonObject("limits").containsKey("memory")).isTrue();

    String other = nap();
    try (RawConnection gone = RawConnection.open(HUB.hub().url())) {
      String body = shell(other).put("timeout", "10m").encode();
      gone.send(
          "POST /api/processes/run HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
              + HUB.hub().token()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      Awaitility.await().until(() -> anyRuns(List.of(other)));
    }
    Awaitility.await().until(() -> !anyRuns(List.of(other)));
  }

  @Test
  void saysWhyACommandIsNotRun() {
    JsonObject nothing = new JsonObject().put("command", new JsonArray(List.of("no-such-program")));
    assertThat(run(nothing).json().getJsonObject("exit").getString("code"))
        .isEqualTo("command-not-found");
    TestHub.Response long2 = run(shell("true").put("timeout", "2h"));
    assertThat(long2.status()).isEqualTo(400);
    assertThat(long2.body()).contains("/timeout", "1h at most");
    assertThat(run(shell("true").put("restart", "no")).status()).isEqualTo(400);
  }

  @Test
  void findsWhatEndedInAWayAndGivesItInPages() {
    JsonArray tags = new JsonArray(List.of("paged"));
    for (int i = 0; i < 3; i++) {
      HUB.create(no("page-" + i, "exit 41").put("tags", tags).put("priority", "high"));
    }
    HUB.create(no("page-3", "kill -USR2 $$").put("tags", tags));
    List.of("page-0", "page-1", "page-2", "page-3").forEach(name -> HUB.awaitState(name, "failed"));

    assertThat(names("/api/processes?tag=paged&exit=41", "processes"))
        .containsExactly("page-0", "page-1", "page-2");
    assertThat(names("/api/processes?tag=paged&exit=USR2", "processes")).containsExactly("page-3");
    assertThat(names("/api/processes?tag=paged&priority=high&sort=name&offset=1", "processes"))
        .containsExactly("page-1", "page-2");
    JsonObject first =
        HUB.hub().request("GET", "/api/history?tag=paged&exit=41&limit=2").send().json();
    assertThat(first.getInteger("total")).isEqualTo(3);
    assertThat(first.getInteger("next")).isEqualTo(2);
    assertThat(names("/api/history?tag=paged&exit=41&limit=2&offset=2", "history"))
        .containsExactly("page-0");
    assertThat(names("/api/history?tag=paged&priority=normal&kind=service", "history"))
        .containsExactly("page-3");
    JsonObject last = HUB.hub().request("GET", "/api/history?tag=paged&offset=2").send().json();
    assertThat(last.getValue("next")).isNull();
  }

  private static List<String> names(String path, String field) {
    return HUB.list(path, field).stream().map(item -> item.getString("name")).toList();
  }

  @Test
  void logsEachStartAndEnd() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(ProcessNews.class);
    lines.start();
    logger.addAppender(lines);
    try {
      int pid = HUB.create(no("logged", "exec sleep 600")).getInteger("pid");
      HUB.wish("logged", "stop");
      HUB.awaitState("logged", "stopped");

      Awaitility.await()
          .untilAsserted(() ->
              assertThat(List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage))
                  .containsSequence(
                      "logged started: pid " + pid + ", incarnation 1",
                      "logged stopped, as somebody wished: Killed by signal: TERM"));
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void saysWhyItCouldNotBeStarted() throws Exception {
    Path noBit = Files.writeString(folder.resolve("no-bit"), "#!/bin/sh\n");
    Path noInterpreter = Files.writeString(folder.resolve("no-interpreter"), "#!/no/such/thing\n");
    Path garbage = Files.write(folder.resolve("garbage"), new byte[] {0, 1, 2, 3});
    assertThat(noInterpreter.toFile().setExecutable(true)).isTrue();
    assertThat(garbage.toFile().setExecutable(true)).isTrue();
    String there = folder.toString();

    assertThat(statusOf("missing", there, "no-such-program")).contains("not on the PATH");
    assertThat(statusOf("missing-file", there, "/no/such/file")).contains("There is no file");
    assertThat(statusOf("folder", there, there)).contains("is a directory");
    assertThat(statusOf("no-bit", there, noBit.toString())).contains("not executable");
    assertThat(statusOf("no-interpreter", there, noInterpreter.toString()))
        .contains("interpreter that", "is not there");
    assertThat(statusOf("garbage", there, garbage.toString())).contains("executable format");
    assertThat(statusOf("cwd-gone", there + "/gone", "true")).contains("There is no folder");
  }

  @Test
  void declaresNothingThatCanStartInNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (String cwd : List.of(file.toString(), pipe.toString())) {
      TestHub.Response response = HUB.tryCreate(no("nowhere", "true").put("cwd", cwd));
      assertThat(response.status()).as(response.body()).isEqualTo(422);
      assertThat(response.problem()).isEqualTo("not-a-folder");
      assertThat(response.body()).contains("/cwd").contains(cwd);
    }
    TestHub.Response response = HUB.tryCreate(no("nowhere", "true").put("cwd", "/tmp/a\0b"));
    assertThat(response.status()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("/cwd").contains("NUL");
    assertThat(HUB.hub().request("GET", "/api/processes/nowhere").send().status()).isEqualTo(404);
  }

  /** None of these is tried again: it would be in vain. */
  private static String statusOf(String name, String cwd, String program) {
    HUB.create(
        new JsonObject()
            .put("name", name)
            .put("kind", "service")
            .put("cwd", cwd)
            .put("command", new JsonArray(List.of(program))));
    JsonObject failed = HUB.awaitState(name, "failed");
    assertThat(failed.getInteger("restarts")).isZero();
    return failed.getString("status");
  }

  @Test
  void restartsWhatIsKilledAtOnceAndTheNextTimeAfterAWait() {
    JsonObject first = HUB.create(ProcessHub.script("restarted", "sleep 60"));

    assertThat(HUB.signal("restarted", "kill").json().getString("result")).isEqualTo("success");

    JsonObject second = HUB.awaitStatus("restarted", "Running [restarts: 1]");
    assertThat(second.getInteger("pid")).isNotEqualTo(first.getInteger("pid"));
    assertThat(second.getInteger("generation")).isEqualTo(2);
    HUB.signal("restarted", "kill");
    assertThat(HUB.awaitState("restarted", "backing-off").getString("status"))
        .startsWith("Backing off, next start in ")
        .endsWith("[restarts: 1]");
    assertThat(HUB.wish("restarted", "restart").status()).isEqualTo(202);
    HUB.awaitStatus("restarted", "Running");
  }

  @Test
  void givesUpAfterSoManyRestartsUntilItIsStarted() {
    JsonObject restart =
        new JsonObject().put("delay", "1ms").put("maxDelay", "2ms").put("maxRestarts", 3);
    HUB.create(ProcessHub.script("hopeless", "exit 9").put("restart", restart));

    HUB.awaitStatus("hopeless", "Failed (Exit code: 9) [restarts: 3]");
    assertThat(HUB.history("hopeless")).hasSize(4);

    HUB.wish("hopeless", "reset");
    assertThat(HUB.get("hopeless").getString("status")).isEqualTo("Stopped");
    HUB.wish("hopeless", "start");
    HUB.awaitStatus("hopeless", "Failed (Exit code: 9) [restarts: 3]");
    assertThat(HUB.history("hopeless")).hasSize(8);
  }

  @Test
  void leaksNothingOverManyStarts() {
    JsonObject restart =
        new JsonObject()
            .put("policy", "always")
            .put("delay", "0ms")
            .put("maxDelay", "1ms")
            .put("maxRestarts", 150);
    try (ProcessHub hub = ProcessHub.start()) {
      hub.create(ProcessHub.script("many", "exit 0").put("restart", restart));

      hub.awaitStatus("many", "Failed (Exit code: 0) [restarts: 150]");
      Awaitility.await().until(() -> openPipes(hub) == 0);
      assertThat(hub.history("many")).hasSize(151);
    }
  }

  /** The hub's ends of its processes' pipes. */
  private static long openPipes(ProcessHub hub) throws IOException {
    Path pipes = hub.hub().dataDir().resolve("processes/pipes");
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .map(ProcessesTest::target)
          .filter(file -> file.startsWith(pipes.toString()))
          .count();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void stopsWhatObeysAtOnceAndKillsWhatDoesNotWithAllItStarted() {
    List<String> naps = List.of(nap(), nap(), nap());
    HUB.create(no("obeys", naps.get(0)));
    String script =
        "trap '' TERM; (trap '' TERM; setsid %s) & echo up; wait; %s"
            .formatted(naps.get(1), naps.get(2));
    int pid =
        HUB.create(no("ignores", script).put("stop", new JsonObject().put("timeout", "200ms")))
            .getInteger("pid");
    HUB.awaitOutput("ignores", lines -> lines.contains("up"));

    HUB.wish("obeys", "stop");
    HUB.wish("ignores", "stop");

    assertThat(HUB.awaitState("obeys", "stopped").getString("status")).isEqualTo("Stopped");
    HUB.awaitState("ignores", "stopped");
    assertThat(ProcessHub.hasEnded(pid)).isTrue();
    assertThat(anyRuns(naps)).isFalse();
  }

  @Test
  void sendsSignalsByAnyOfTheirNames() {
    String script =
        "trap 'echo usr1' USR1; trap 'echo rt' 37; echo up; while :; do sleep 0.02; done";
    HUB.create(no("signalled", script).put("stop", new JsonObject().put("signal", "SIGRTMIN+4")));
    HUB.awaitOutput("signalled", lines -> lines.contains("up"));

    List<Object> names = List.of("user1", "SIGUSR1", "usr1", 10);
    for (int i = 0; i < names.size(); i++) {
      assertThat(signal("signalled", names.get(i)).status()).isEqualTo(200);
      int count = i + 1;
      HUB.awaitOutput("signalled", all -> all.stream().filter("usr1"::equals).count() == count);
    }
    assertThat(signal("signalled", "SIGRTMIN+3").status()).isEqualTo(200);
    HUB.awaitOutput("signalled", lines -> lines.contains("rt"));

    TestHub.Response refused = signal("signalled", "NONESUCH");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("/signal", "no signal \\\"NONESUCH\\\"", "SIGTERM", "RTMIN+3");
    assertThat(
            HUB.tryCreate(no("odd", "").put("stop", new JsonObject().put("signal", "33"))).status())
        .isEqualTo(400);
    HUB.wish("signalled", "stop");
    JsonObject stopped = HUB.awaitStatus("signalled", "Stopped");
    assertThat(stopped.getJsonObject("exit").getString("signal")).isEqualTo("RTMIN+4");
  }

  private static TestHub.Response signal(String name, Object signal) {
    return HUB.hub()
        .request("POST", "/api/processes/" + name + "/signal")
        .body(new JsonObject().put("signal", signal).encode())
        .send();
  }

  @Test
  void doesNotWaitForTheEndOfOutputThatAGrandchildHolds() {
    String nap = nap();
    HUB.create(no("holder", nap + " & exit 4"));

    HUB.awaitStatus("holder", "Failed (Exit code: 4)");

    assertThat(anyRuns(List.of(nap))).isFalse();
  }

  @Test
  void sweepsWhatForksTwiceAndLeavesItsSession() {
    List<String> naps = List.of(nap(), nap());
    HUB.create(
        no(
            "daemon",
            "setsid sh -c '%s & %s & echo up' & wait; exit 5".formatted(naps.get(0), naps.get(1))));

    HUB.awaitState("daemon", "failed");

    Awaitility.await().until(() -> !anyRuns(naps));
  }

  @Test
  void speaksNodesChannelBothWays() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("echo.js"),
            """
            process.on('message', message => {
              if (message === 'leave') { process.disconnect(); return; }
              console.log('got ' + JSON.stringify(message));
              process.send({ echo: message });
            });
            process.on('disconnect', () => console.log('disconnected'));
            console.log(process.connected, process.env.NODE_CHANNEL_FD === undefined);
            """);
    HUB.create(
        new JsonObject()
            .put("name", "echo")
            .put("kind", "node")
            .put("command", new JsonArray(List.of(script.toString()))));
    HUB.awaitOutput("echo", lines -> lines.contains("true true"));

    assertThat(message("echo", new JsonObject().put("n", 1)).status()).isEqualTo(202);
    HUB.awaitOutput("echo", lines -> lines.contains("got {\"n\":1}"));
    message("echo", "leave");
    HUB.awaitOutput("echo", lines -> lines.contains("disconnected"));
    assertThat(HUB.awaitStatus("echo", "Completed").getInteger("restarts")).isZero();
    assertThat(message("echo", "late").problem()).isEqualTo("no-channel");
  }

  @Test
  void carriesEveryJsonValueOverNodesChannel() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("mirror.js"),
            """
            process.on('message', message => process.send(message));
            console.log('up');
            """);
    HUB.create(
        new JsonObject()
            .put("name", "mirror")
            .put("kind", "node")
            .put("command", new JsonArray(List.of(script.toString()))));
    HUB.awaitOutput("mirror", lines -> lines.contains("up"));
    List<Object> values = new java.util.ArrayList<>();
    values.add(null);
    values.addAll(List.of(false, 0, -1.5, "", "null", new JsonArray(), new JsonObject()));
    values.add(new JsonArray().addNull().add(new JsonObject().putNull("a")));
    EventReader events = EventReader.from(HUB.hub(), "");
    try {
      values.forEach(value -> assertThat(message("mirror", value).status()).isEqualTo(202));

      Awaitility.await()
          .untilAsserted(() ->
              assertThat(events.all("process.message-received"))
                  .extracting(event -> event.getValue("message"))
                  .containsExactlyElementsOf(values));
    } finally {
      events.stop();
    }
  }

  /** As entry points of containers do, whose users others are than who started them. */
  @Test
  void letsAProgramOpenItsOutputOnceItHasBecomeAnotherUser() {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"));
    HUB.create(
        no("su", "exec su -s /bin/sh nobody -c 'echo out > /dev/stdout; echo err > /dev/stderr'"));

    assertThat(HUB.awaitOutput("su", lines -> lines.size() == 2))
        .containsExactlyInAnyOrder("out", "err");
  }

  @Test
  void losesNoPointsWithinItsStartAllowance() {
    JsonObject probe =
        new JsonObject()
            .put("tcp", "127.0.0.1:1")
            .put("interval", "20ms")
            .put("startAllowance", "1h");
    HUB.create(no("slow", "exec sleep 600").put("readiness", probe).put("health", probe));

    JsonObject slow =
        HUB.awaitThat("slow", it -> !it.getJsonObject("readiness").getString("detail").isEmpty());

    assertThat(slow.getString("state")).isEqualTo("starting");
    assertThat(slow.getJsonObject("health").getInteger("score")).isEqualTo(100);
  }

  @Test
  void raisesAnAlertAsSoonAsSomethingFailedFourTimesInARow() {
    JsonObject restart =
        new JsonObject().put("delay", "1ms").put("maxDelay", "1h").put("maxRestarts", 100);
    HUB.create(ProcessHub.script("failing", "exit 1").put("restart", restart));

    Awaitility.await()
        .until(() ->
            HUB.list("/api/alerts", "raised").stream()
                .anyMatch(alert ->
                    alert.getString("rule").equals("failing")
                        && alert.getString("name").equals("failing")));
    HUB.delete("failing");
  }

  private static TestHub.Response message(String name, Object message) {
    return HUB.hub()
        .request("POST", "/api/processes/" + name + "/messages")
        .body(new JsonObject().put("message", message).encode())
        .send();
  }

  @Test
  void keepsACrashReportWithTheLastOutputAndNoSecrets() {
    HUB.create(
        no("reported", "for i in $(seq 1 300); do echo line $i; done; printf end; kill -ABRT $$")
            .put("env", new JsonObject().put("DB_PASSWORD", "hunter2")));
    HUB.awaitState("reported", "failed");

    JsonObject crash =
        Awaitility.await().until(() -> HUB.crashes("reported"), all -> !all.isEmpty()).getFirst();

    assertThat(crash.getString("reason")).isEqualTo("signal");
    assertThat(crash.getString("detail")).startsWith("Killed by signal: ABRT");
    assertThat(crash.getJsonArray("environment")).containsExactly("DB_PASSWORD");
    assertThat(crash.encode()).doesNotContain("hunter2");
    JsonArray output = crash.getJsonArray("output");
    assertThat(output.getJsonObject(output.size() - 1).getString("text")).isIn("end", "line 300");
    assertThat(output.size()).isGreaterThan(150);
  }
}
