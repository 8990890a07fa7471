package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wishes that come while another one is being fulfilled: the latest counts, and nothing is left.
 */
class ProcessRacesTest {
  private static final ProcessHub HUB = ProcessHub.start("processes: {max: 4, max-queued: 1}\n");

  /** Takes its time to end, but does. */
  private static final String SLOW_TO_END =
      "trap 'sleep 0.2; exit 0' TERM; echo up; while :; do sleep 0.01; done";

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  private static JsonObject slowToBegin(String name) {
    return ProcessHub.script(name, "sleep 600")
        .put("readiness", new JsonObject().put("output", "never"));
  }

  @Test
  void stopsWhatIsStartingAndStartsWhatIsStopping() {
    int begins = HUB.create(slowToBegin("begins")).getInteger("pid");
    assertThat(HUB.wish("begins", "stop").status()).isEqualTo(202);
    HUB.awaitStatus("begins", "Stopped");
    assertThat(ProcessHub.hasEnded(begins)).isTrue();
    HUB.delete("begins");

    int first = HUB.create(ProcessHub.script("ends", SLOW_TO_END)).getInteger("pid");
    HUB.awaitOutput("ends", lines -> lines.contains("up"));
    HUB.wish("ends", "stop");
    JsonObject stopping = HUB.wish("ends", "start").json();
    assertThat(stopping.getString("state")).isEqualTo("stopping");
    JsonObject second =
        HUB.awaitThat("ends", it -> it.getInteger("generation") == 2 && is(it, "running"));
    assertThat(ProcessHub.hasEnded(first)).isTrue();
    // Stopped, started and stopped again before it has ended even once.
    HUB.awaitOutput("ends", lines -> lines.stream().filter("up"::equals).count() == 2);
    HUB.wish("ends", "stop");
    HUB.wish("ends", "start");
    HUB.wish("ends", "stop");
    HUB.awaitStatus("ends", "Stopped");
    assertThat(ProcessHub.hasEnded(second.getInteger("pid"))).isTrue();
    assertThat(HUB.get("ends").getInteger("generation")).isEqualTo(2);
    HUB.delete("ends");
  }

  private static boolean is(JsonObject process, String state) {
    return process.getString("state").equals(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting", "running", "stopping", "backing-off", "queued", "failed"})
  void deletesWhateverItIsDoing(String state) {
    String name = "deleted-" + state;
    JsonObject slow = new JsonObject().put("delay", "1h").put("maxDelay", "1h");
    switch (state) {
      case "starting" -> HUB.create(slowToBegin(name));
      case "backing-off" -> HUB.create(ProcessHub.script(name, "exit 1").put("restart", slow));
      case "queued" -> {
        HUB.create(slowToBegin("dependency"));
        HUB.create(
            ProcessHub.script(name, "sleep 600")
                .put("dependsOn", new JsonObject().put("dependency", "ready")));
      }
      case "failed" ->
          HUB.create(
              ProcessHub.script(name, "exit 1")
                  .put("restart", new JsonObject().put("maxRestarts", 0)));
      default -> {
        HUB.create(ProcessHub.script(name, SLOW_TO_END));
        HUB.awaitOutput(name, lines -> lines.contains("up"));
        if (state.equals("stopping")) {
          HUB.wish(name, "stop");
        }
      }
    }
    JsonObject process = HUB.awaitState(name, state);

    assertThat(HUB.delete(name).status()).isEqualTo(204);

    assertThat(HUB.hub().request("GET", "/api/processes/" + name).send().status()).isEqualTo(404);
    Integer pid = process.getInteger("pid");
    assertThat(pid == null || ProcessHub.hasEnded(pid)).isTrue();
    if (state.equals("queued")) {
      HUB.delete("dependency");
    }
    Awaitility.await().until(() -> files(process.getString("id")).isEmpty());
  }

  /** What is kept of a process in the data dir, but for the registry's word. */
  private static List<Path> files(String id) {
    try (Stream<Path> files = Files.walk(HUB.hub().dataDir().resolve("processes"))) {
      return files.filter(file -> file.toFile().getName().startsWith(id)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void restartsAtOnceWhatBacksOff() {
    JsonObject slow = new JsonObject().put("delay", "1h").put("maxDelay", "1h");
    HUB.create(ProcessHub.script("impatient", "exit 1").put("restart", slow));
    HUB.awaitState("impatient", "backing-off");

    for (String wish : List.of("restart", "start", "reset")) {
      int before = HUB.get("impatient").getInteger("generation");
      HUB.wish("impatient", wish);
      HUB.awaitThat(
          "impatient", it -> it.getInteger("generation") > before && is(it, "backing-off"));
    }
    HUB.wish("impatient", "stop");
    HUB.awaitState("impatient", "stopped");
    HUB.delete("impatient");
  }

  @Test
  void endsAsTheLastOfManyWishesHasItWhoeverMadeThem() throws Exception {
    List<String> names = List.of("wished-0", "wished-1", "wished-2");
    names.forEach(name -> HUB.create(ProcessHub.script(name, "exec sleep 600")));
    List<Thread> people = new ArrayList<>();
    for (int person = 0; person < 6; person++) {
      Random random = new Random(person);
      people.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 15; i++) {
              String name = names.get(random.nextInt(names.size()));
              switch (random.nextInt(5)) {
                case 0 -> HUB.signal(name, "kill");
                case 1 -> HUB.wish(name, "stop");
                case 2 -> HUB.wish(name, "reset");
                case 3 -> HUB.wish(name, "restart");
                default -> HUB.wish(name, "start");
              }
            }
          }));
    }
    for (Thread person : people) {
      person.join();
    }

    HUB.wish("wished-0", "start");
    HUB.wish("wished-1", "restart");
    HUB.wish("wished-2", "stop");

    HUB.awaitState("wished-0", "running");
    HUB.awaitState("wished-1", "running");
    HUB.awaitState("wished-2", "stopped");
    names.forEach(HUB::delete);
    Awaitility.await().until(() -> running(names) == 0);
  }

  private static long running(List<String> names) {
    return HUB.list("/api/processes", "processes").stream()
        .filter(process -> names.contains(process.getString("name")))
        .count();
  }

  @Test
  void refusesWithAWordOnWhenToComeAgainWhatHasNoPlaceInTheQueue() {
    JsonArray all = new JsonArray(List.of("crowd"));
    for (int i = 0; i < 5; i++) {
      HUB.create(ProcessHub.script("crowd-" + i, "exec sleep 600").put("tags", all));
    }
    JsonObject rests = ProcessHub.script("rests", "exec sleep 600").put("autoStart", false);
    HUB.create(rests);

    for (TestHub.Response refused :
        List.of(
            HUB.tryCreate(ProcessHub.script("crowd-5", "sleep 600")),
            HUB.wish("rests", "start"),
            HUB.wish("rests", "restart"))) {
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.problem()).isEqualTo("at-capacity");
      assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
    }

    HUB.delete("crowd-0");
    HUB.awaitState("crowd-4", "running");
    assertThat(HUB.wish("rests", "start").status()).isEqualTo(202);
    HUB.awaitState("rests", "queued");
    List.of("crowd-1", "crowd-2", "crowd-3", "crowd-4", "rests").forEach(HUB::delete);
  }

  @Test
  void leavesNothingBehindOverHundredsOfStartsAndStops() throws IOException {
    String id = HUB.create(ProcessHub.script("many", "echo up; exec sleep 600")).getString("id");
    cycle(10);
    Counts before = Counts.now();

    cycle(400);

    // Pools of threads and connections grow and shrink with the load: one left behind by each
    // start would be four hundred. As many records of what ran are kept on the heap.
    Awaitility.await()
        .untilAsserted(() -> {
          Counts after = Counts.now();
          assertThat(after.descriptors).isLessThan(before.descriptors + 100);
          assertThat(after.threads).isLessThan(before.threads + 100);
          assertThat(after.heapBytes).isLessThan(before.heapBytes + 13_000_000);
        });
    HUB.delete("many");
    Awaitility.await().until(() -> files(id).isEmpty());
  }

  /** What the hub and this test have. */
  private record Counts(long descriptors, int threads, long heapBytes) {
    static Counts now() throws IOException {
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
        return new Counts(
            descriptors.count(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            liveHeapBytes());
      }
    }
  }

  private static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void cycle(int times) {
    for (int i = 0; i < times; i++) {
      HUB.wish("many", "stop");
      HUB.awaitState("many", "stopped");
      HUB.wish("many", "start");
      HUB.awaitState("many", "running");
    }
  }
}
