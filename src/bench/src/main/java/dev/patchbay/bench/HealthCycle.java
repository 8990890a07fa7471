package dev.patchbay.bench;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** How soon fifty services that take their time to answer are all asked again. */
final class HealthCycle {
  private static final int SERVICES = 50;
  private static final Duration ANSWER = Duration.ofMillis(20);
  private static final String INTERVAL = "50ms";
  private static final Duration WARM = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(4);
  private static final double GOAL = 100;

  private HealthCycle() {}

  static List<Row> rows(Lab lab) throws Exception {
    Map<String, Long> latest = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<Double> gaps = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SERVICES);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HubProcess hub = HubProcess.start(lab)) {
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            long now = System.nanoTime();
            Long before = latest.put(exchange.getRequestURI().getPath(), now);
            if (before != null) {
              gaps.add((now - before) / 1e6);
            }
            LockSupport.parkNanos(ANSWER.toNanos());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      for (int i = 0; i < SERVICES; i++) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + i;
        hub.declare(
            new JsonObject()
                .put("name", "s" + i)
                .put("kind", "service")
                .put("command", new JsonArray(List.of("sleep", "600")))
                .put("health", new JsonObject().put("url", url).put("interval", INTERVAL)));
      }
      LockSupport.parkNanos(WARM.toNanos());
      gaps.clear();
      LockSupport.parkNanos(MEASURED.toNanos());
      double[] measured = gaps.stream().mapToDouble(Double::doubleValue).toArray();
      double cycle = Figures.percentile(measured, 99);
      return List.of(
          Row.alone(
              SERVICES
                  + " URLs that answer in 20 ms, asked every "
                  + INTERVAL
                  + ": until each is asked again, p99, ms",
              "100",
              Figures.number(0, cycle),
              Row.atMost(cycle, GOAL)),
          Row.remark("– p50, ms", Figures.number(0, Figures.percentile(measured, 50))));
    } finally {
      server.stop(0);
    }
  }
}
