package dev.patchbay.bench;

import dev.patchbay.os.HangingFileSystem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What everybody else notices of requests that hang on a mount. */
final class DeadMountBenchmark implements Benchmark {
  private static final int HUNG = 8 * Runtime.getRuntime().availableProcessors();
  private static final int CALLS = 500;
  private static final double CALL_GOAL = 50;
  private static final double STOP_GOAL = 10;

  @Override
  public String name() {
    return "dead-mount";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Double> lists = new ArrayList<>();
    List<Double> stops = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      try (HangingFileSystem mount = HangingFileSystem.mount(lab.newFolder("mount"));
          HubProcess hub = HubProcess.start(lab);
          Hung _ = Hung.on(hub, mount.point())) {
        try (HttpConnection owner = hub.connect()) {
          lists.add(percentile99(owner));
        }
        stops.add(hub.stop().toMillis() / 1e3);
      }
    }
    return List.of(
        Row.alone(
            HUNG + " requests hang on a dead mount: list of terminals meanwhile, p99, ms",
            Figures.number(0, CALL_GOAL),
            Figures.spread(1, lists),
            Row.atMost(Figures.median(lists), CALL_GOAL)),
        Row.alone(
            "– SIGTERM until the hub has ended, s",
            Figures.number(0, STOP_GOAL),
            Figures.spread(2, stops),
            Row.atMost(Figures.median(stops), STOP_GOAL)));
  }

  private static double percentile99(HttpConnection owner) throws IOException {
    double[] millis = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long begun = System.nanoTime();
      owner.call("GET", "/api/terminals", new JsonObject());
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    return Figures.percentile(millis, 99);
  }

  /**
   * Connections whose requests have no answer: downloads, and terminals that start in the mount.
   */
  private record Hung(List<HttpConnection> connections) implements AutoCloseable {
    static Hung on(HubProcess hub, Path mount) throws IOException {
      List<HttpConnection> connections = new ArrayList<>();
      for (int i = 0; i < HUNG; i++) {
        HttpConnection connection = hub.connect();
        connections.add(connection);
        if (i % 2 == 0) {
          connection.ask("GET", "/api/files?path=" + mount.resolve("file.txt"), new JsonObject());
        } else {
          connection.ask(
              "POST",
              "/api/terminals",
              new JsonObject()
                  .put("command", new JsonArray(List.of("/bin/cat")))
                  .put("cwd", mount.resolve("lost").toString()));
        }
      }
      return new Hung(connections);
    }

    @Override
    public void close() throws IOException {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }
}
