package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

  private static final int EACH = 50;
  private static final int DEAF_SERVICES = 10;
  private static final double OBEDIENT_GOAL = 1;
  private static final double DEAF_GOAL = 10.5;

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
    List<Double> obedient = new ArrayList<>();
    List<Double> deaf = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      obedient.add(servicesToo(lab, 0));
      deaf.add(servicesToo(lab, DEAF_SERVICES));
    }
    return List.of(
        Row.alone(
            "SIGTERM → end, 100 terminals open, 20 of them deaf to TERM and HUP, s",
            "10",
            Figures.spread(1, seconds),
            Row.atMost(Figures.median(seconds), GOAL)),
        Row.remark("– programs left behind", Long.toString(left)),
        Row.alone(
            "SIGTERM → end, 50 services and 50 terminals, all obey TERM, s",
            "1",
            Figures.spread(2, obedient),
            Row.atMost(Figures.median(obedient), OBEDIENT_GOAL)),
        Row.alone(
            "– 10 of the services deaf to TERM, s",
            "10.5",
            Figures.spread(2, deaf),
            Row.atMost(Figures.median(deaf), DEAF_GOAL)));
  }

  /**
   * @return how long the hub takes to stop, in seconds
   */
  private static double servicesToo(Lab lab, int deafServices) throws Exception {
    try (Marks marks = Marks.in(lab.newFolder("marks"));
        HubProcess hub = HubProcess.start(lab)) {
      for (int i = 0; i < EACH; i++) {
        hub.open("/bin/sleep", "600");
        JsonObject service = ProcessesBenchmark.service(marks, "s" + i);
        if (i < deafServices) {
          List<String> command = List.of("/bin/sh", "-c", "trap '' TERM; " + marks.script("s" + i));
          service.put("command", new JsonArray(command));
        }
        hub.declare(service);
      }
      marks.await(EACH);
      return hub.stop().toNanos() / 1e9;
    }
  }
}
