package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What sheds all by which it could be known, and outlives those who started it. */
class OrphansTest {
  private static final ProcessHub HUB = ProcessHub.start("processes: {sweep: 1s}\n");

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  /** A program that nobody else on this machine runs: how long it sleeps is its name. */
  private static String nap() {
    return "sleep " + (1_000_000_000L + ThreadLocalRandom.current().nextInt(1_000_000_000));
  }

  private static boolean runs(String command) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .anyMatch(line -> line.endsWith(command));
  }

  private static JsonObject no(String name, String script) {
    return ProcessHub.script(name, script).put("restart", new JsonObject().put("policy", "no"));
  }

  @Test
  void endsWithAServiceWhatShedEnvironmentSessionAndParent() {
    String nap = nap();
    HUB.create(no("sheds", "env -i setsid sh -c '(%s &)'; echo up; exec sleep 600".formatted(nap)));
    HUB.awaitOutput("sheds", lines -> lines.contains("up"));
    Awaitility.await().until(() -> runs(nap));

    HUB.wish("sheds", "stop");
    HUB.awaitState("sheds", "stopped");

    assertThat(runs(nap)).isFalse();
  }

  @Test
  void sparesCommandsThatSomebodyWaitsFor() {
    JsonObject command = new JsonObject().put("command", List.of("sleep", "2.5"));

    JsonObject answer =
        HUB.hub().request("POST", "/api/processes/run").body(command.encode()).send().json();

    assertThat(answer.getJsonObject("exit"))
        .isEqualTo(new JsonObject().put("type", "exit-code").put("code", 0));
  }

  /** The second one carries a mark of something that nobody knows any more. */
  @Test
  void sweepsWhatShedItsOutputAsWellAndWhatNobodyKnows() throws IOException {
    String nap = nap();
    HUB.create(
        no(
            "sheds-all",
            "env -i setsid sh -c '(%s </dev/null >/dev/null 2>&1 &)'; echo up; exec sleep 600"
                .formatted(nap)));
    HUB.awaitOutput("sheds-all", lines -> lines.contains("up"));
    Awaitility.await().until(() -> runs(nap));
    String hubId = Files.readString(HUB.hub().dataDir().resolve("hub.id")).strip();
    ProcessBuilder stray = new ProcessBuilder("sleep", "600");
    stray.environment().put("PATCHBAY_PROCESS", hubId + "/nobodys1/7");
    EventReader events = EventReader.from(HUB.hub(), "");
    try {
      HUB.wish("sheds-all", "stop");
      Process nobodys = stray.start();

      Awaitility.await().until(() -> !runs(nap) && !nobodys.isAlive());
      List<JsonObject> ended =
          Awaitility.await()
              .until(
                  () ->
                      events.all("processes.orphans-ended").stream()
                          .flatMap(event -> event.getJsonArray("processes").stream())
                          .map(JsonObject.class::cast)
                          .toList(),
                  all -> all.size() >= 2);
      assertThat(ended)
          .anySatisfy(orphan -> {
            assertThat(orphan.getInteger("pid")).isEqualTo((int) nobodys.pid());
            assertThat(orphan.getString("process")).isEqualTo("nobodys1");
            assertThat(orphan.getString("by")).isEqualTo("mark");
          })
          .anySatisfy(orphan -> {
            assertThat(orphan.getString("command")).isEqualTo("sleep");
            assertThat(orphan.getString("by")).isEqualTo("parent");
          });
    } finally {
      events.stop();
    }
  }

  @Test
  void collectsWhatEndedAfterItBecameAChildOfTheHubs() {
    HUB.create(no("briefly", "sh -c '(sleep 0.3 &)'; echo up; exec sleep 600"));
    HUB.awaitOutput("briefly", lines -> lines.contains("up"));
    String name = "sleep";

    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> zombiesOfThisProcess(name) == 0);
    HUB.delete("briefly");
  }

  private static long zombiesOfThisProcess(String name) throws IOException {
    long self = ProcessHandle.current().pid();
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .map(folder -> folder.resolve("stat"))
          .map(OrphansTest::read)
          .filter(stat -> stat.contains("(" + name + ") Z " + self + " "))
          .count();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The first has its limit from the hub, the second a control group that the hub knows nothing of.
   */
  @Test
  void tellsThatTheKernelKillsWhatAServiceStartsWhileItRunsOnItself() throws IOException {
    Path groups = Path.of("/sys/fs/cgroup/memory");
    Assumptions.assumeTrue(Files.isWritable(groups.resolve("cgroup.procs")));
    Path group =
        Files.createDirectories(groups.resolve("patchbay-test-" + ProcessHandle.current().pid()));
    Files.writeString(group.resolve("memory.limit_in_bytes"), "20000000");
    String eat = "head -c 80000000 /dev/zero | tail > /dev/null";
    EventReader events = EventReader.from(HUB.hub(), "");
    try {
      HUB.create(
          no("limited", "while :; do %s; sleep 0.3; done".formatted(eat))
              .put("limits", new JsonObject().put("memory", "20MiB")));
      String joined = "sh -c 'sleep 1.5; echo $$ > %s/cgroup.procs; %s'".formatted(group, eat);
      HUB.create(no("grouped", "while :; do %s; done".formatted(joined)));

      HUB.awaitThat(
          "limited", it -> it.getString("status").startsWith("Running [killed for memory: "));
      HUB.awaitThat(
          "grouped", it -> it.getString("status").startsWith("Running [killed for memory: "));
      Awaitility.await()
          .until(() ->
              events.of("grouped").contains("process.killed-for-memory")
                  && HUB.list("/api/alerts", "raised").stream()
                      .anyMatch(alert -> alert.getString("rule").equals("killed-for-memory")));
    } finally {
      events.stop();
      HUB.delete("limited");
      HUB.delete("grouped");
      Files.deleteIfExists(group);
    }
  }

  @Test
  void tellsAServiceThatGoesIntoTheBackgroundThatItShouldNot() {
    String script = "setsid %s & sleep 0.2; exit 0";
    String nap = nap();
    String helper = nap();
    HUB.create(ProcessHub.script("daemon", script.formatted(nap)));
    HUB.create(no("one-shot", script.formatted(helper)).put("kind", "system"));

    JsonObject daemon = HUB.awaitState("daemon", "failed");

    assertThat(daemon.getString("status"))
        .contains("Put itself into the background: sleep (", "stay in the foreground");
    assertThat(daemon.getInteger("generation")).isEqualTo(1);
    assertThat(runs(nap)).isFalse();
    HUB.awaitStatus("one-shot", "Completed");
    Awaitility.await().until(() -> !runs(helper));
  }
}
