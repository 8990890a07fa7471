package dev.patchbay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long a key takes to come back from a program that echoes it. */
final class EchoBenchmark implements Benchmark {
  private static final int KEYS = 5_000;
  private static final String[] ECHO = {"/bin/sh", "-c", "stty raw -echo; printf ready; exec cat"};
  private static final double P50_GOAL = 0.12;
  private static final double P99_GOAL = 0.6;

  /** Milliseconds of each run. */
  private record Times(List<Double> p50, List<Double> p99) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(double[] millis) {
      p50.add(Figures.percentile(millis, 50));
      p99.add(Figures.percentile(millis, 99));
    }
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Times hubTimes = new Times();
    Times ttydTimes = new Times();
    Optional<Path> ttyd = lab.ttyd();
    try (HubProcess hub = HubProcess.start(lab)) {
      type(hub);
      for (int run = 0; run < lab.runs(); run++) {
        hubTimes.add(type(hub));
        if (ttyd.isPresent()) {
          ttydTimes.add(type(ttyd.get()));
        }
      }
    }
    return List.of(
        row("echo round trip on loopback, p50, ms", P50_GOAL, hubTimes.p50(), ttydTimes.p50()),
        row("– p99, ms", P99_GOAL, hubTimes.p99(), ttydTimes.p99()));
  }

  private static Row row(String what, double goal, List<Double> hub, List<Double> ttyd) {
    return new Row(
        what,
        Double.toString(goal),
        Figures.spread(3, hub),
        Row.NOT_APPLICABLE,
        Figures.spread(3, ttyd),
        Row.atMost(Figures.median(hub), goal));
  }

  private static double[] type(HubProcess hub) throws IOException {
    String id = hub.open(ECHO);
    try (HubClient client = hub.watch(id, "skip")) {
      return type(client);
    } finally {
      hub.delete(id);
    }
  }

  private static double[] type(Path program) throws IOException, InterruptedException {
    try (Ttyd ttyd = Ttyd.start(program, ECHO);
        Client client = ttyd.connect()) {
      return type(client);
    }
  }

  /** Each key after the one before has come back. */
  private static double[] type(Client client) throws IOException {
    client.awaitReady();
    double[] millis = new double[KEYS];
    for (int i = 0; i < KEYS; i++) {
      byte key = (byte) ('a' + i % 26);
      long start = System.nanoTime();
      client.type(new byte[] {key});
      ByteBuffer echo = client.output();
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (echo.remaining() != 1 || echo.get() != key) {
        throw new IOException("another echo than was typed");
      }
    }
    return millis;
  }
}
