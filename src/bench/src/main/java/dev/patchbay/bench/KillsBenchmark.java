package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a hub that is killed in the midst of writing loses and leaves behind, over and over. */
final class KillsBenchmark implements Benchmark {
  private static final int KILLS = 50;
  private static final int WRITERS = 4;
  private static final int MOST_WRITES = 60;

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Path dataDir = lab.newFolder("data");
    Queue<String> confirmed = new ConcurrentLinkedQueue<>();
    Random random = new Random(42);
    long lost = 0;
    long left = 0;
    int kills = 0;
    for (int round = 0; round <= KILLS; round++) {
      try (HubProcess hub = start(lab, dataDir)) {
        lost += lost(hub, confirmed);
        left += leftovers(dataDir);
        if (round < KILLS) {
          killWhileItWrites(hub, round, 1 + random.nextInt(MOST_WRITES), confirmed);
          kills++;
        }
      }
    }
    return List.of(
        Row.alone(
            "kill -9 during writes, "
                + kills
                + " times: confirmed writes lost, of "
                + confirmed.size(),
            "0",
            Long.toString(lost),
            verdict(lost)),
        Row.alone(
            "– files left behind after the next start", "0", Long.toString(left), verdict(left)));
  }

  private static String verdict(long count) {
    return count == 0 ? "met" : "missed";
  }

  private static HubProcess start(Lab lab, Path dataDir) throws IOException {
    return HubProcess.start(
        lab, HubProcess.Surroundings.in(dataDir).withConfig("processes: {memory-headroom: 0B}\n"));
  }

  private static void killWhileItWrites(
      HubProcess hub, int round, int writes, Queue<String> confirmed) throws Exception {
    Semaphore written = new Semaphore(0);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String prefix = "r" + round + "-" + i + "-";
      writers.add(Thread.startVirtualThread(() -> write(hub, prefix, written, confirmed)));
    }
    written.acquire(writes);
    hub.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Until the hub is gone. */
  private static void write(
      HubProcess hub, String prefix, Semaphore written, Queue<String> confirmed) {
    try (HttpConnection connection = hub.connect()) {
      for (int i = 0; ; i++) {
        connection.call(
            "POST",
            "/api/processes",
            new JsonObject()
                .put("name", prefix + i)
                .put("kind", "service")
                .put("autoStart", false)
                .put("command", new JsonArray(List.of("/bin/true"))));
        confirmed.add(prefix + i);
        written.release();
      }
    } catch (IOException gone) {
      written.release(MOST_WRITES);
    }
  }

  private static long lost(HubProcess hub, Queue<String> confirmed) throws IOException {
    Set<String> known =
        hub.processes().stream()
            .map(process -> process.getString("name"))
            .collect(Collectors.toSet());
    return confirmed.stream().filter(name -> !known.contains(name)).count();
  }

  private static long leftovers(Path dataDir) throws IOException {
    try (Stream<Path> files = Files.walk(dataDir)) {
      return files
          .filter(file -> file.toFile().getName().matches("upload-.*|.*\\.(new|part|damaged)"))
          .count();
    }
  }
}
