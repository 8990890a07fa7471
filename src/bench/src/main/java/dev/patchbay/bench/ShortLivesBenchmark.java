package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** What stays in the hub of programs that end at once. */
final class ShortLivesBenchmark implements Benchmark {
  private static final int TERMINALS = 9_000;
  private static final int PROCESSES = 3_000;

  /** As many at once that starts and ends meet. */
  private static final int AT_ONCE = 8;

  private static final long PAUSE_NANOS = 100_000_000;
  private static final int MOST_PAUSES = 300;

  @Override
  public String name() {
    return "short-lives";
  }

  /** It takes minutes, and its smaller version is a test. */
  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    try (HubProcess hub = HubProcess.start(lab)) {
      try (HttpConnection http = hub.connect()) {
        long before = watched(http);
        inParallel(hub, TERMINALS, ShortLivesBenchmark::terminal);
        inParallel(hub, PROCESSES, ShortLivesBenchmark::process);
        long left = watched(http) - before;
        for (int i = 0; left > 0 && i < MOST_PAUSES; i++) {
          LockSupport.parkNanos(PAUSE_NANOS);
          left = watched(http) - before;
        }
        return List.of(
            Row.alone(
                TERMINALS + " short terminals, " + PROCESSES + " short processes: handlers left",
                "0",
                Figures.number(0, left),
                Row.atMost(left, 0)));
      }
    }
  }

  private interface Life {
    void live(HttpConnection http, int number) throws Exception;
  }

  private static void inParallel(HubProcess hub, int count, Life life) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        int first = i;
        all.add(
            threads.submit(() -> {
              try (HttpConnection http = hub.connect()) {
                for (int number = first; number < count; number += AT_ONCE) {
                  life.live(http, number);
                }
              }
              return null;
            }));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
  }

  private static void terminal(HttpConnection http, int number) throws Exception {
    JsonObject opened =
        http.call("POST", "/api/terminals", new JsonObject().put("command", command()));
    http.call("DELETE", "/api/terminals/" + opened.getString("id"), new JsonObject());
  }

  private static void process(HttpConnection http, int number) throws Exception {
    JsonObject declared =
        http.call(
            "POST",
            "/api/processes",
            new JsonObject()
                .put("name", "p" + number)
                .put("kind", "service")
                .put("restart", new JsonObject().put("policy", "no"))
                .put("command", command()));
    http.call("DELETE", "/api/processes/" + declared.getString("id"), new JsonObject());
  }

  private static JsonArray command() {
    return new JsonArray().add("/bin/true");
  }

  /** How many descriptors the hub's loops wait on. */
  private static long watched(HttpConnection http) throws Exception {
    return http.call("GET", "/api/system", new JsonObject()).getJsonArray("loops").stream()
        .mapToLong(loop -> ((JsonObject) loop).getInteger("watched", 0))
        .sum();
  }
}
