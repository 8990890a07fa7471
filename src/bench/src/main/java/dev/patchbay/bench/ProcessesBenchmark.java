package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How fast processes are started through the API, and succeeded when they are killed. */
final class ProcessesBenchmark implements Benchmark {
  /** As many as run at once without a setting, less a few. */
  private static final int SERVICES = 40;

  private static final double MILLI = 1e6;
  private static final double START_GOAL = 10;
  private static final double MEDIAN_GOAL = 5;
  private static final double TAIL_GOAL = 15;
  private static final double MEMORY_GOAL = 100;

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Double> starts = new ArrayList<>();
    List<Double> successions = new ArrayList<>();
    List<Double> kilobytes = new ArrayList<>();
    List<Double> stops = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      Path marks = lab.newFolder("marks");
      try (HubProcess hub = HubProcess.start(lab)) {
        // The first ones are for the compiler.
        declare(hub, marks, "warm", 5);
        long before = hub.facts().rssKilobytes();
        List<JsonObject> services = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
          long begun = System.nanoTime();
          services.addAll(declare(hub, marks, "s" + i + "-", 1));
          starts.add((System.nanoTime() - begun) / MILLI);
        }
        kilobytes.add((hub.facts().rssKilobytes() - before) / (double) SERVICES);
        for (JsonObject service : services) {
          successions.add(succession(service, marks));
        }
        stops.add(hub.stop().toNanos() / 1e9);
      }
    }
    double[] sorted = successions.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return List.of(
        Row.alone(
            "kill -9 of a service → its successor runs, p50, ms",
            "5",
            Figures.number(1, Figures.percentile(sorted, 50)),
            Row.atMost(Figures.percentile(sorted, 50), MEDIAN_GOAL)),
        Row.alone(
            "– p99, ms",
            "15",
            Figures.number(1, Figures.percentile(sorted, 99)),
            Row.atMost(Figures.percentile(sorted, 99), TAIL_GOAL)),
        Row.alone(
            "start of a process through the API, p50, ms",
            "10",
            Figures.number(1, Figures.median(starts)),
            Row.atMost(Figures.median(starts), START_GOAL)),
        Row.alone(
            "memory of the hub for each further process, KB",
            "100",
            Figures.spread(0, kilobytes),
            Row.atMost(Figures.median(kilobytes), MEMORY_GOAL)),
        Row.remark("SIGTERM → end, " + SERVICES + " services, s", Figures.spread(2, stops)));
  }

  /** Each makes a file named by its pid as soon as it runs. */
  private static List<JsonObject> declare(HubProcess hub, Path marks, String name, int count)
      throws IOException {
    List<JsonObject> declared = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String script = ": > " + marks + "/" + name + i + ".$$; exec sleep 600";
      declared.add(
          hub.declare(
              new JsonObject()
                  .put("name", name + i)
                  .put("kind", "service")
                  .put("command", new JsonArray(List.of("/bin/sh", "-c", script)))));
    }
    return declared;
  }

  /**
   * Kills a service.
   *
   * @return milliseconds until its successor has run its first command
   */
  private static double succession(JsonObject service, Path marks) throws IOException {
    String prefix = service.getString("name") + ".";
    while (count(marks, prefix) < 1) {
      Thread.onSpinWait();
    }
    long begun = System.nanoTime();
    ProcessHandle.of(service.getLong("pid")).ifPresent(ProcessHandle::destroyForcibly);
    while (count(marks, prefix) < 2) {
      Thread.onSpinWait();
    }
    return (System.nanoTime() - begun) / MILLI;
  }

  private static long count(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toFile().getName().startsWith(prefix)).count();
    }
  }
}
