package dev.patchbay.processes;

import dev.patchbay.health.Check;
import dev.patchbay.health.CheckResult;
import dev.patchbay.health.Probe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Looks at processes when somebody asks. What is found has no consequences. */
final class Checkups {
  private final Workshop workshop;
  private final Ticks ticks;

  Checkups(Workshop workshop, Ticks ticks) {
    this.workshop = workshop;
    this.ticks = ticks;
  }

  /** All at once. Blocks for as long as the longest of their time-outs at most. */
  List<Checkup> check(List<Supervised> processes) {
    List<Asked> asked = processes.stream().map(this::ask).toList();
    ticks.look();
    return asked.stream().map(this::await).toList();
  }

  private record Asked(
      Supervised process,
      CompletableFuture<Optional<CheckResult>> health,
      CompletableFuture<Optional<CheckResult>> readiness) {}

  private Asked ask(Supervised process) {
    return new Asked(
        process,
        ask(process, process.spec().checks().health()),
        ask(process, process.spec().checks().readiness()));
  }

  private CompletableFuture<Optional<CheckResult>> ask(Supervised process, Optional<Probe> probe) {
    Optional<Probe> possible =
        probe.filter(it -> process.child().isPresent() && !(it.check() instanceof Check.Output));
    Executor own = Thread::startVirtualThread;
    return possible
        .map(it ->
            CompletableFuture.supplyAsync(
                () -> Optional.of(workshop.probes().ask(it, Watching.where(workshop, process))),
                own))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private Checkup await(Asked asked) {
    Optional<CheckResult> health = asked.health.join();
    Optional<CheckResult> readiness = asked.readiness.join();
    return new Checkup(workshop.timers().now(), asked.process.info(), health, readiness);
  }
}
