package dev.patchbay.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Mixed load and faults for ten minutes, or for as many as the environment's SOAK_MINUTES says:
 * what a person at one terminal feels meanwhile, what fails, and what is left in the hub
 * afterwards.
 */
final class SoakBenchmark implements Benchmark {
  private static final int DEFAULT_MINUTES = 10;
  private static final double ECHO_P99_GOAL = 50;
  private static final double STOP_GOAL = 10;

  /** Compiled and cached once, then compared. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  /** Descriptors of connections that have just ended are closed by then, and memory given back. */
  private static final Duration REST = Duration.ofSeconds(15);

  /** Connections and pool threads come and go; a leak of ten minutes is far more than these. */
  private static final long DESCRIPTORS_GOAL = 10;

  /** What the hub's process holds. */
  private record Held(long descriptors, long threads, long megabytes) {
    static Held by(ProcessFacts facts) throws Exception {
      return new Held(facts.descriptors(), facts.threads(), facts.rssKilobytes() / 1024);
    }

    String since(Held earlier) {
      return (descriptors - earlier.descriptors)
          + "; "
          + (threads - earlier.threads)
          + "; "
          + earlier.megabytes
          + " → "
          + megabytes;
    }
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Duration length =
        Duration.ofMinutes(
            Optional.ofNullable(System.getenv("SOAK_MINUTES"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_MINUTES));
    try (HubProcess hub = HubProcess.start(lab, SoakLoad.CONFIGURATION)) {
      SoakLoad.run(hub, lab.newFolder("soak"), WARM_UP);
      LockSupport.parkNanos(REST.toNanos());
      Held before = Held.by(hub.facts());
      SoakLoad.Outcome outcome = SoakLoad.run(hub, lab.newFolder("soak"), length);
      LockSupport.parkNanos(REST.toNanos());
      Held after = Held.by(hub.facts());
      List<ProcessFacts> programs = outcome.programs();
      double stopped = hub.stop().toNanos() / 1e9;
      long left = programs.stream().filter(ProcessFacts::isAlive).count();
      return rows(length, outcome, before, after, stopped, left);
    }
  }

  private static List<Row> rows(
      Duration length,
      SoakLoad.Outcome outcome,
      Held before,
      Held after,
      double stopped,
      long left) {
    double[] echoes = outcome.echoMillis();
    double p99 = Figures.percentile(echoes, 99);
    return List.of(
        Row.alone(
            length.toMinutes() + " minutes of load and faults: echo p99, ms",
            Figures.number(0, ECHO_P99_GOAL),
            Figures.number(2, p99),
            Row.atMost(p99, ECHO_P99_GOAL)),
        Row.remark(
            "– echo p50; slowest, ms",
            Figures.number(2, Figures.percentile(echoes, 50))
                + "; "
                + Figures.number(1, Figures.percentile(echoes, 100))),
        Row.remark("– done meanwhile", outcome.done()),
        Row.alone(
            "– calls that failed and should not have",
            "0",
            Long.toString(outcome.failures()),
            Row.atMost(outcome.failures(), 0)),
        Row.alone(
            "– descriptors more than before; threads; memory in MB",
            "≤ " + DESCRIPTORS_GOAL,
            after.since(before),
            Row.atMost(after.descriptors() - before.descriptors(), DESCRIPTORS_GOAL)),
        Row.alone(
            "– SIGTERM afterwards → end, s",
            Figures.number(0, STOP_GOAL),
            Figures.number(1, stopped),
            Row.atMost(stopped, STOP_GOAL)),
        Row.alone("– programs left behind", "0", Long.toString(left), Row.atMost(left, 0)));
  }
}
