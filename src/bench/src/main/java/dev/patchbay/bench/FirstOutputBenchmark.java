package dev.patchbay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How long after the wish for a terminal its viewer sees something. */
final class FirstOutputBenchmark implements Benchmark {
  private static final int TERMINALS_A_RUN = 40;
  private static final String[] GREET = {"/bin/sh", "-c", "printf ready; exec sleep 600"};
  private static final double GOAL = 12;

  @Override
  public String name() {
    return "first-output";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    double[] hubTimes = new double[lab.runs() * TERMINALS_A_RUN];
    double[] ttydTimes = new double[hubTimes.length];
    Optional<Path> ttyd = lab.ttyd();
    try (HubProcess hub = HubProcess.start(lab)) {
      for (int i = 0; i < TERMINALS_A_RUN; i++) {
        open(hub);
      }
      for (int run = 0; run < lab.runs(); run++) {
        for (int i = 0; i < TERMINALS_A_RUN; i++) {
          hubTimes[run * TERMINALS_A_RUN + i] = open(hub);
        }
        if (ttyd.isPresent()) {
          openTtyd(ttyd.get(), ttydTimes, run * TERMINALS_A_RUN);
        }
      }
    }
    double median = Figures.percentile(hubTimes, 50);
    return List.of(
        new Row(
            "POST a terminal → first output at the viewer (ttyd: connect → first output), p50, ms",
            "12",
            Figures.number(1, median),
            Row.NOT_APPLICABLE,
            ttyd.isPresent() ? Figures.number(1, Figures.percentile(ttydTimes, 50)) : Row.NOT_FOUND,
            Row.atMost(median, GOAL)),
        Row.remark("– p99, ms", Figures.number(1, Figures.percentile(hubTimes, 99))));
  }

  private static double open(HubProcess hub) throws IOException {
    long start = System.nanoTime();
    String id = hub.open(GREET);
    try (HubClient client = hub.watch(id, "skip")) {
      client.awaitReady();
      return (System.nanoTime() - start) / 1e6;
    } finally {
      hub.delete(id);
    }
  }

  private static void openTtyd(Path program, double[] millis, int from)
      throws IOException, InterruptedException {
    try (Ttyd ttyd = Ttyd.start(program, GREET)) {
      for (int i = 0; i < TERMINALS_A_RUN; i++) {
        long start = System.nanoTime();
        try (Client client = ttyd.connect()) {
          client.awaitReady();
          millis[from + i] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
  }
}
