package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A hundred services at once: started, ready, at rest, stopped. */
final class Crowd {
  private static final int SERVICES = 100;
  private static final int SAMPLED = 50;
  private static final String ROOM = "processes: {max: 300}\n";
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration REST = Duration.ofSeconds(6);
  private static final Duration SAMPLING = Duration.ofSeconds(10);

  private static final double STARTED_GOAL = 2;
  private static final double STOPPED_GOAL = 3;
  private static final double MEMORY_GOAL = 100;
  private static final double SAMPLING_GOAL = 1;

  private final List<Double> started = new ArrayList<>();
  private final List<Double> ready = new ArrayList<>();
  private final List<Double> stopped = new ArrayList<>();
  private final List<Double> kilobytes = new ArrayList<>();
  private final List<Double> sampling = new ArrayList<>();

  private Crowd() {}

  static List<Row> rows(Lab lab) throws Exception {
    Crowd crowd = new Crowd();
    for (int run = 0; run < lab.runs(); run++) {
      crowd.startAndStop(lab);
      crowd.rest(lab);
    }
    return List.of(
        Row.alone(
            SERVICES + " services started, from the first request to the first act of the last, s",
            "2",
            Figures.spread(2, crowd.started),
            Row.atMost(Figures.median(crowd.started), STARTED_GOAL)),
        Row.remark("– all of them ready, by their output, s", Figures.spread(2, crowd.ready)),
        Row.alone(
            "– all of them stopped, one request each, s",
            "3",
            Figures.spread(2, crowd.stopped),
            Row.atMost(Figures.median(crowd.stopped), STOPPED_GOAL)),
        Row.alone(
            "memory of the hub for each further process (of " + SERVICES + "), KB",
            "100",
            Figures.spread(0, crowd.kilobytes),
            Row.atMost(Figures.median(crowd.kilobytes), MEMORY_GOAL)),
        Row.alone(
            "the hub's processor time for "
                + SAMPLED
                + " processes at rest, more than for none, % of one core",
            "1",
            Figures.spread(1, crowd.sampling),
            Row.atMost(Figures.median(crowd.sampling), SAMPLING_GOAL)));
  }

  private void startAndStop(Lab lab) throws Exception {
    try (Marks marks = Marks.in(lab.newFolder("marks"));
        HubProcess hub = HubProcess.start(lab, ROOM)) {
      JsonObject readiness = new JsonObject().put("output", "up");
      long begun = System.nanoTime();
      for (int i = 0; i < SERVICES; i++) {
        List<String> command = List.of("/bin/sh", "-c", "echo up; " + marks.script("s" + i));
        hub.declare(
            ProcessesBenchmark.service(marks, "s" + i)
                .put("command", new JsonArray(command))
                .put("readiness", readiness));
      }
      marks.await(SERVICES);
      started.add((System.nanoTime() - begun) / 1e9);
      awaitAll(hub, process -> process.getString("state").equals("running"));
      ready.add((System.nanoTime() - begun) / 1e9);
      begun = System.nanoTime();
      for (int i = 0; i < SERVICES; i++) {
        hub.wish("s" + i, "stop");
      }
      awaitAll(hub, process -> process.getString("state").equals("stopped"));
      stopped.add((System.nanoTime() - begun) / 1e9);
      // Now it has done all of it once, so that what more there is belongs to the processes.
      for (int i = 0; i < SERVICES; i++) {
        hub.wish("s" + i, "start");
      }
      marks.await(SERVICES);
      LockSupport.parkNanos(REST.toNanos());
      long before = hub.facts().rssKilobytes();
      for (int i = 0; i < SERVICES; i++) {
        hub.declare(ProcessesBenchmark.service(marks, "further" + i));
      }
      marks.await(SERVICES);
      LockSupport.parkNanos(REST.toNanos());
      kilobytes.add((hub.facts().rssKilobytes() - before) / (double) SERVICES);
    }
  }

  private static void awaitAll(HubProcess hub, Predicate<JsonObject> condition) throws IOException {
    while (!hub.processes().stream().allMatch(condition)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void rest(Lab lab) throws Exception {
    double none;
    double some;
    try (Marks marks = Marks.in(lab.newFolder("marks"));
        HubProcess hub = HubProcess.start(lab, ROOM)) {
      none = load(hub);
      for (int i = 0; i < SAMPLED; i++) {
        hub.declare(ProcessesBenchmark.service(marks, "s" + i));
      }
      marks.await(SAMPLED);
      some = load(hub);
    }
    sampling.add(some - none);
  }

  /** Per cent of one core, once it has come to rest. */
  private static double load(HubProcess hub) throws IOException {
    LockSupport.parkNanos(REST.toNanos());
    Duration before = hub.facts().cpu();
    LockSupport.parkNanos(SAMPLING.toNanos());
    return 100.0 * hub.facts().cpu().minus(before).toNanos() / SAMPLING.toNanos();
  }
}
