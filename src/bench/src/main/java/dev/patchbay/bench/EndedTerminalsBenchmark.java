package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What many ended terminals with full scrollback cost, and how soon one of them shows again. */
final class EndedTerminalsBenchmark implements Benchmark {
  private static final int TERMINALS = 2_000;
  private static final int LINES = 5_000;
  private static final String HEAP = "-Xmx512m";
  private static final String[] COMMAND = {"seq", "-f", "%078.0f", String.valueOf(LINES)};
  private static final int READS = 200;
  private static final long PAUSE_MILLIS = 50;
  private static final double READ_GOAL_MILLIS = 250;

  @Override
  public String name() {
    return "ended";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    try (HubProcess hub =
            HubProcess.start(lab, HubProcess.Surroundings.in(lab).withJvmOptions(HEAP));
        HttpConnection http = hub.connect()) {
      long start = System.nanoTime();
      List<String> ids = new ArrayList<>();
      int refused = 0;
      while (ids.size() < TERMINALS) {
        try {
          ids.add(hub.open(COMMAND));
        } catch (IOException e) {
          if (!String.valueOf(e.getMessage()).contains(" 429 ")) {
            throw e;
          }
          // There is room again once some of those that run have ended.
          refused++;
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      awaitAllEnded(http);
      double seconds = (System.nanoTime() - start) / 1e9;
      double[] millis = read(http, ids);
      double slow = Figures.percentile(millis, 99);
      return List.of(
          Row.alone(
              "2,000 ended terminals of 5,000 lines on a heap of 512 MB: RSS, MB",
              "works",
              Figures.number(0, hub.facts().rssKilobytes() / 1024.0),
              "met"),
          Row.remark("– on disk, MB", Figures.number(0, diskBytes(hub) / 1e6)),
          Row.remark("– all of them run, s", Figures.number(0, seconds)),
          Row.remark("– starts refused meanwhile (429) and tried again", "" + refused),
          Row.remark(
              "– one read with its scrollback, median, ms",
              Figures.number(0, Figures.percentile(millis, 50))),
          Row.alone(
              "– 99th percentile, ms",
              Figures.number(0, READ_GOAL_MILLIS),
              Figures.number(0, slow),
              Row.atMost(slow, READ_GOAL_MILLIS)));
    }
  }

  private static void awaitAllEnded(HttpConnection http) throws Exception {
    while (count(http) > 0) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static long count(HttpConnection http) throws IOException {
    JsonArray all = http.call("GET", "/api/terminals", new JsonObject()).getJsonArray("terminals");
    return all.stream()
        .filter(terminal -> "running".equals(((JsonObject) terminal).getString("state")))
        .count();
  }

  /**
   * @return how long each took, in milliseconds
   */
  private static double[] read(HttpConnection http, List<String> ids) throws IOException {
    Random random = new Random(1);
    double[] millis = new double[READS];
    for (int i = 0; i < READS; i++) {
      String id = ids.get(random.nextInt(ids.size()));
      long start = System.nanoTime();
      JsonObject screen =
          http.call(
              "GET",
              "/api/terminals/" + id + "/screen?format=json&scrollback=" + LINES,
              new JsonObject());
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (screen.getJsonArray("lines", new JsonArray()).size() <= LINES) {
        throw new IOException("only a part of terminal " + id + " is there");
      }
    }
    return millis;
  }

  private static long diskBytes(HubProcess hub) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(hub.dataDir().resolve("terminals"))) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
