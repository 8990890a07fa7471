package dev.patchbay.processes;

import dev.patchbay.health.Verdict;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.spec.ProcessSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What is looked for while an incarnation runs: readiness, life, and its time. */
record Watching(Workshop workshop, Supervised process, Live live) {
  /** What a command of a probe is run for. */
  record Where(ProcessSpec spec, String mark) {}

  static Watching of(Workshop workshop, Supervised process, Live live) {
    return new Watching(workshop, process, live);
  }

  /**
   * @param ready told whether it is
   * @param condemn told why it must be ended
   */
  void begin(Consumer<Boolean> ready, Consumer<Ending> condemn) {
    ProcessSpec spec = process.spec();
    Where where = new Where(spec, workshop.mark(process.id(), live.generation()) + "/probe");
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
    spec.checks()
        .readiness()
        .ifPresentOrElse(
            probe ->
                live.watchReadiness(
                    workshop
                        .probes()
                        .watch(
                            probe,
                            true,
                            where,
                            verdict -> {
                              ready.accept(verdict instanceof Verdict.Good);
                              process.tellHealth("readiness", verdict);
                            })),
            () -> ready.accept(true));
  }

  private void limitTime(ProcessSpec spec, Consumer<Ending> condemn) {
    spec.run()
        .timeout()
        .ifPresent(timeout -> after(timeout, () -> condemn.accept(new Ending.TimedOut(timeout))));
    Optional.ofNullable(spec.limits().get(Limit.Name.RUN_TIME))
        .ifPresent(limit ->
            after(
                Duration.ofNanos((long) limit.max()),
                () -> {
                  workshop
                      .listener()
                      .accept(
                          new ProcessEvent.LimitExceeded(
                              process.info(),
                              Limit.Name.RUN_TIME.key(),
                              limit.text(),
                              limit.action().name()));
                  if (limit.action() != Limit.Action.WARN) {
                    condemn.accept(new Ending.Limit(Limit.Name.RUN_TIME.key(), limit.text()));
                  }
                }));
  }

  /** Counted from the start, which for an adopted one was some time ago. */
  private void after(Duration sinceStart, Runnable task) {
    Duration age = Duration.ofNanos(workshop.timers().nanoTime() - live.startedNanos());
    Duration rest = sinceStart.minus(age);
    live.keep(workshop.timers().after(rest.isNegative() ? Duration.ZERO : rest, task));
  }
}
