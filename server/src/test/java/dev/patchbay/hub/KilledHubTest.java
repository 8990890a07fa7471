package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that is killed while its processes are in every state there is, and whose disk is full. Its
 * processes are declared over the API, so all that the next hub knows it has from the registry.
 */
class KilledHubTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** As long as what is before each record. */
  private static final String CHECKSUM = "01234567 ";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private final List<HubProcess> started = new ArrayList<>();

  @AfterAll
  static void closeTheClient() {
    CLIENT.shutdownNow();
  }

  private HubProcess start() throws IOException {
    Files.writeString(folder.resolve("patchbay.yaml"), "processes: {max: 100}\n");
    HubProcess hub =
        HubProcess.start(
            Map.of(),
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString(),
            "--config",
            folder.resolve("patchbay.yaml").toString());
    started.add(hub);
    return hub;
  }

  /** Also where the test broke off. */
  @AfterEach
  void endAllHubs() {
    started.forEach(HubProcess::close);
  }

  private static JsonObject call(HubProcess hub, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return new JsonObject(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject get(HubProcess hub, String name) {
    return call(hub, "GET", "/api/processes/" + name, "");
  }

  private static JsonObject create(HubProcess hub, JsonObject declaration) {
    return call(hub, "POST", "/api/processes", declaration.encode());
  }

  private static JsonObject await(HubProcess hub, String name, Predicate<JsonObject> condition) {
    return Awaitility.await().alias(name).atMost(PATIENCE).until(() -> get(hub, name), condition);
  }

  private static JsonObject awaitState(HubProcess hub, String name, String state) {
    return await(hub, name, process -> state.equals(process.getString("state")));
  }

  /** One after the other, since each start of a hub takes its time. */
  @Test
  void knowsWhatToDoWithAllThatAKilledHubLeftAndWhileItsDiskTakesNothing() throws Exception {
    HubProcess first = start();
    Pids left = leaveOneInEveryState(first);
    int lost = awaitRunning(first, ProcessHub.script("lost", "sleep 600"));
    first.kill();
    first.awaitExit();
    Process innocent = new ProcessBuilder("sleep", "600").start();
    Process waits = waitAtTheGate();
    try {
      forgeThePid(lost, innocent.pid());
      HubProcess second = start();

      isAsItShouldBeAfterItsHubWasKilled(second, left);
      neverTouchesAProcessThatStartedAtAnotherTime(second, lost, innocent);
      Awaitility.await().atMost(PATIENCE).until(() -> !waits.isAlive());

      int written = supervisesOnWhileTheDiskTakesNothingAndCatchesUp(second);
      second.kill();
      second.awaitExit();
      try (HubProcess third = start()) {
        assertThat(awaitState(third, "during", "running").getInteger("pid")).isEqualTo(written);
        JsonObject history = call(third, "GET", "/api/processes/during/history", "");
        assertThat(history.getJsonArray("incarnations")).hasSize(2);
      }
      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
      waits.destroyForcibly();
    }
  }

  private record Pids(int runs, int printed, int begins, int ends) {}

  private static Pids leaveOneInEveryState(HubProcess hub) {
    JsonObject never = new JsonObject().put("output", "never");
    JsonObject slow = new JsonObject().put("delay", "1h").put("maxDelay", "1h");
    JsonObject no = new JsonObject().put("policy", "no");
    create(hub, ProcessHub.script("runs", "sleep 600"));
    create(
        hub,
        ProcessHub.script("printed", "echo listening; sleep 600")
            .put("readiness", new JsonObject().put("output", "^listening$")));
    create(hub, ProcessHub.script("begins", "sleep 600").put("readiness", never));
    create(
        hub,
        ProcessHub.script("queued", "sleep 600")
            .put("dependsOn", new JsonObject().put("begins", "ready")));
    create(hub, ProcessHub.script("backs-off", "exit 1").put("restart", slow));
    create(hub, ProcessHub.script("failed", "exit 2").put("restart", no));
    create(hub, ProcessHub.script("rests", "sleep 600"));
    create(
        hub,
        ProcessHub.script("ends", "trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done"));
    awaitOutput(hub, "ends", "up");
    call(hub, "POST", "/api/processes/rests/stop", "");
    call(hub, "POST", "/api/processes/ends/stop", "");
    awaitState(hub, "queued", "queued");
    awaitState(hub, "backs-off", "backing-off");
    awaitState(hub, "failed", "failed");
    awaitState(hub, "rests", "stopped");
    return new Pids(
        awaitState(hub, "runs", "running").getInteger("pid"),
        awaitState(hub, "printed", "running").getInteger("pid"),
        awaitState(hub, "begins", "starting").getInteger("pid"),
        awaitState(hub, "ends", "stopping").getInteger("pid"));
  }

  private static void isAsItShouldBeAfterItsHubWasKilled(HubProcess hub, Pids left) {
    assertThat(awaitState(hub, "runs", "running").getInteger("pid")).isEqualTo(left.runs);
    // What it had printed to say so is in its log.
    assertThat(awaitState(hub, "printed", "running").getInteger("pid")).isEqualTo(left.printed);
    assertThat(awaitState(hub, "begins", "starting").getInteger("pid")).isEqualTo(left.begins);
    assertThat(get(hub, "queued").getString("status"))
        .isEqualTo("Queued: waits for begins (ready)");
    // Both are still wanted: they are tried again, with what went wrong forgotten.
    awaitState(hub, "backs-off", "backing-off");
    assertThat(awaitState(hub, "failed", "failed").getInteger("generation")).isEqualTo(2);
    assertThat(get(hub, "rests").getString("state")).isEqualTo("stopped");
    assertThat(get(hub, "ends").getString("state")).isEqualTo("stopped");
    assertThat(ProcessHub.hasEnded(left.ends)).isTrue();
  }

  private static int awaitRunning(HubProcess hub, JsonObject declaration) {
    create(hub, declaration);
    return awaitState(hub, declaration.getString("name"), "running").getInteger("pid");
  }

  private static void awaitOutput(HubProcess hub, String name, String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            call(hub, "GET", "/api/processes/" + name + "/output", "").encode().contains(text));
  }

  /** The newest record of an incarnation, with the pid of somebody else's process. */
  private void forgeThePid(int pid, long other) throws IOException {
    Path journal = folder.resolve("data/processes.journal");
    String json =
        Files.readAllLines(journal, UTF_8).stream()
            .filter(line -> line.contains("\"pid\":" + pid))
            .reduce((_, last) -> last)
            .orElseThrow()
            .substring(CHECKSUM.length())
            .replace("\"pid\":" + pid, "\"pid\":" + other);
    CRC32C sum = new CRC32C();
    sum.update(json.getBytes(UTF_8));
    Files.writeString(
        journal, "%08x %s\n".formatted(sum.getValue(), json), StandardOpenOption.APPEND);
  }

  private static void neverTouchesAProcessThatStartedAtAnotherTime(
      HubProcess hub, int lost, Process innocent) {
    JsonObject successor = awaitState(hub, "lost", "running");
    assertThat(successor.getInteger("generation")).isEqualTo(2);
    assertThat(successor.getBoolean("adopted")).isFalse();
    // What its mark gives away is ended all the same.
    assertThat(ProcessHub.hasEnded(lost)).isTrue();
    call(hub, "POST", "/api/processes/lost/stop", "");
    awaitState(hub, "lost", "stopped");
    assertThat(innocent.isAlive()).isTrue();
  }

  /** As a child does that is to get its limits when the hub is killed: nobody opens it again. */
  private Process waitAtTheGate() throws Exception {
    Path pipes = folder.resolve("data/processes/pipes");
    Path gate = pipes.resolve("gate-7");
    Path output = pipes.resolve("abcdefgh-1.out");
    Process mkfifo = new ProcessBuilder("mkfifo", gate.toString(), output.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    return new ProcessBuilder("sh", "-c", "exec 1<>" + output + "; read line <" + gate).start();
  }

  /**
   * A limit on the size of files stops writing as a full disk does, for any user.
   *
   * @return the pid that was written down late
   */
  private int supervisesOnWhileTheDiskTakesNothingAndCatchesUp(HubProcess hub) throws Exception {
    Path journal = folder.resolve("data/processes.journal");
    limitFiles(hub, "1");
    int before =
        awaitRunning(hub, ProcessHub.script("during", "while :; do echo line; sleep 0.01; done"));
    call(hub, "POST", "/api/processes/during/signal", "{\"signal\":\"kill\"}");
    int after =
        await(hub, "during", it -> it.getInteger("restarts") == 1 && it.getValue("pid") != null)
            .getInteger("pid");
    awaitOutput(hub, "during", "line");
    assertThat(Files.readString(journal)).doesNotContain("\"pid\":" + before);

    limitFiles(hub, "unlimited");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(journal).contains("\"pid\":" + after));
    assertThat(Files.readString(journal)).contains("\"pid\":" + before);
    return after;
  }

  private static void limitFiles(HubProcess hub, String bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(hub.pid()), "--fsize=" + bytes + ":")
            .redirectErrorStream(true)
            .start();
    assertThat(prlimit.waitFor())
        .as(new String(prlimit.getInputStream().readAllBytes(), UTF_8))
        .isZero();
  }
}
