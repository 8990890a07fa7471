package dev.patchbay.processes;

import dev.patchbay.health.Probe;
import dev.patchbay.health.Verdict;
import dev.patchbay.health.Watch;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.spec.ProcessSpec;
import java.time.Duration;
import java.util.function.Consumer;

/** What is looked for while an incarnation runs: readiness, life, and its time. */
record Watching(Workshop workshop, Supervised process, Live live) {
  /** What a command of a probe is run for. */
  record Where(ProcessSpec spec, String mark) {}

  static Watching of(Workshop workshop, Supervised process, Live live) {
    return new Watching(workshop, process, live);
  }

  /**
   * Watches for readiness. What looks for a line of output is made before the program is started:
   * its first line may be the one.
   *
   * @param heard told what becomes of it
   */
  static Watch readiness(
      Workshop workshop, Supervised process, Probe probe, int generation, Consumer<Verdict> heard) {
    return workshop.probes().watch(probe, true, where(workshop, process, generation), heard);
  }

  /** Of the incarnation that runs. */
  static Object where(Workshop workshop, Supervised process) {
    return where(workshop, process, process.state().generation());
  }

  private static Where where(Workshop workshop, Supervised process, int generation) {
    return new Where(process.spec(), workshop.mark(process.id(), generation) + "/probe");
  }

  /**
   * @param condemn told why it must be ended
   */
  void begin(Consumer<Ending> condemn) {
    ProcessSpec spec = process.spec();
    Where where = where(workshop, process, live.generation());
    limitTime(spec, condemn);
    spec.checks()
        .health()
        .ifPresent(probe ->
            live.watchHealth(
                workshop
                    .probes()
                    .watch(
                        probe,
                        false,
                        where,
                        verdict -> {
                          process.tellHealth("health", verdict);
                          if (verdict instanceof Verdict.Bad(String reason)) {
                            condemn.accept(new Ending.Unhealthy(reason));
                          }
                        })));
  }

  private void limitTime(ProcessSpec spec, Consumer<Ending> condemn) {
    spec.run()
        .timeout()
        .ifPresent(timeout -> after(timeout, () -> condemn.accept(new Ending.TimedOut(timeout))));
    live.limits().reports().stream()
        .filter(report -> report.name() == Limit.Name.RUN_TIME)
        .forEach(
            report -> after(Duration.ofNanos((long) report.limit().max()), () -> ranOut(report)));
  }

  private void ranOut(LimitReport report) {
    double age = workshop.timers().nanoTime() - live.startedNanos();
    LimitWatch.exceeded(workshop, process, live, report, age);
  }

  /** Counted from the start, which for an adopted one was some time ago. */
  private void after(Duration sinceStart, Runnable task) {
    Duration age = Duration.ofNanos(workshop.timers().nanoTime() - live.startedNanos());
    Duration rest = sinceStart.minus(age);
    live.keep(workshop.timers().after(rest.isNegative() ? Duration.ZERO : rest, task));
  }
}
