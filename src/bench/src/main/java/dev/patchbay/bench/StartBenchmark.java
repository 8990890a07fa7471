package dev.patchbay.bench;

import java.util.ArrayList;
import java.util.List;

/** How long the hub takes to start, all that it needs being built. */
final class StartBenchmark implements Benchmark {
  private static final int LEAST_STARTS = 9;
  private static final double GOAL = 0.5;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    try (HubProcess _ = HubProcess.start(lab)) {
      // Whatever had to be built is built now.
    }
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < Math.max(LEAST_STARTS, lab.runs()); i++) {
      try (HubProcess hub = HubProcess.start(lab)) {
        seconds.add(hub.started().toNanos() / 1e9);
      }
    }
    return List.of(
        Row.alone(
            "start of `./patchbay` → ready line, built already, s",
            "0.5",
            Figures.spread(2, seconds),
            Row.atMost(Figures.median(seconds), GOAL)));
  }
}
