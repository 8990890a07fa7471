package dev.patchbay.bench;

import java.util.ArrayList;
import java.util.List;

/** How long the hub takes to stop with terminals open, some of which do not want to end. */
final class ShutdownBenchmark implements Benchmark {
  private static final int TERMINALS = 100;
  private static final int STUBBORN_EVERY = 5;
  private static final String[] SHELL = {"/bin/sh"};
  private static final String[] STUBBORN = {
    "/bin/sh", "-c", "trap '' TERM HUP; while :; do sleep 1; done"
  };
  private static final double GOAL = 10;

  @Override
  public String name() {
    return "shutdown";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Double> seconds = new ArrayList<>();
    long left = 0;
    for (int run = 0; run < lab.runs(); run++) {
      try (HubProcess hub = HubProcess.start(lab)) {
        for (int i = 0; i < TERMINALS; i++) {
          hub.open(i % STUBBORN_EVERY == 0 ? STUBBORN : SHELL);
        }
        List<ProcessFacts> programs = hub.programs();
        seconds.add(hub.stop().toNanos() / 1e9);
        left += programs.stream().filter(ProcessFacts::isAlive).count();
      }
    }
    return List.of(
        Row.alone(
            "SIGTERM → end, 100 terminals open, 20 of them deaf to TERM and HUP, s",
            "10",
            Figures.spread(1, seconds),
            Row.atMost(Figures.median(seconds), GOAL)),
        Row.remark("– programs left behind", Long.toString(left)));
  }
}
