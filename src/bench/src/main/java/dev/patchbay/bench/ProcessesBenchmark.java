package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How fast processes are started, succeeded when they are killed, watched and stopped. */
final class ProcessesBenchmark implements Benchmark {
  private static final int SERVICES = 20;
  private static final int ROUNDS = 5;

  /** Longer than a run that counts as stable here, so that every successor is started at once. */
  private static final long PAUSE_NANOS = 60_000_000;

  private static final JsonObject RESTART = new JsonObject().put("stableAfter", "20ms");

  private static final double START_GOAL = 10;
  private static final double MEDIAN_GOAL = 5;
  private static final double TAIL_GOAL = 15;

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Row> rows = new ArrayList<>(successions(lab));
    rows.add(Row.remark("– pm2, ms", Figures.spread(1, Peers.pm2(lab))));
    rows.add(Row.remark("– supervisord, ms", Figures.spread(1, Peers.supervisord(lab))));
    rows.addAll(Crowd.rows(lab));
    rows.addAll(HealthCycle.rows(lab));
    rows.addAll(EventFlood.rows(lab));
    return rows;
  }

  private static List<Row> successions(Lab lab) throws Exception {
    List<Double> starts = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      try (Marks marks = Marks.in(lab.newFolder("marks"));
          HubProcess hub = HubProcess.start(lab)) {
        for (int i = 0; i < SERVICES; i++) {
          long begun = System.nanoTime();
          hub.declare(service(marks, "s" + i).put("restart", RESTART));
          starts.add((System.nanoTime() - begun) / 1e6);
          marks.await(1);
        }
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < SERVICES; i++) {
            LockSupport.parkNanos(PAUSE_NANOS / SERVICES + 1);
            double took = marks.succession("s" + i);
            (round == 0 ? first : all).add(took);
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    return List.of(
        Row.alone(
            "start of a process through the API, p50, ms",
            "10",
            Figures.number(1, Figures.median(starts)),
            Row.atMost(Figures.median(starts), START_GOAL)),
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
        Row.remark(
            "– the first " + SERVICES + " of a hub that was just started, ms",
            Figures.spread(1, first)));
  }

  static JsonObject service(Marks marks, String name) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "service")
        .put("command", new JsonArray(marks.command(name)));
  }
}
