package dev.patchbay.processes;

import dev.patchbay.os.BlockingPoolException;
import dev.patchbay.os.OsException;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.Program;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.child.ChildListener;
import dev.patchbay.processes.child.ChildSpec;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.LimitPlan;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.security.AuditEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Starts incarnations of one process, and takes over those of an earlier hub. */
final class Starter {
  private final Workshop workshop;
  private final String id;

  Starter(Workshop workshop, String id) {
    this.workshop = workshop;
    this.id = id;
  }

  sealed interface Result {
    record Started(Live live) implements Result {}

    record Refused(Ending.NotStarted why) implements Result {}
  }

  /** Blocks until the program is executed. */
  Result start(ProcessSpec spec, int generation, ChildListener listener) {
    String mark = workshop.mark(id, generation);
    Instant now = workshop.timers().now();
    Incarnation incarnation = incarnation(spec, generation, now);
    // Recorded first: if the hub is killed in between, its successor knows what to look for.
    workshop.registry().record(incarnation);
    workshop.registry().await();
    return switch (workshop.preparation().prepare(spec, mark)) {
      case Preparation.Prepared.Refused(var why, _) -> new Result.Refused(why);
      case Preparation.Prepared.Ready(Program program) ->
          start(spec, incarnation, program, mark, listener);
    };
  }

  private Result start(
      ProcessSpec spec,
      Incarnation incarnation,
      Program program,
      String mark,
      ChildListener listener) {
    LimitPlan plan = LimitPlan.of(spec.limits(), workshop.controlGroups());
    Optional<ControlGroup> group = plan.makeGroup(workshop.controlGroups(), incarnation);
    long begun = workshop.timers().nanoTime();
    try {
      Child child =
          workshop
              .launcher()
              .launch(
                  new ChildSpec(
                      program,
                      Belonging.MARK + mark,
                      pipes(incarnation.generation()),
                      plan.restraints(group, spec.place().priority().nice()),
                      Strategy.of(spec.kind()).hasChannel()),
                  listener);
      workshop
          .registry()
          .record(incarnation.with(child.pid(), child.leader().started(), workshop.boot()));
      workshop.note(
          "process.started",
          spec.name(),
          AuditEntry.DONE,
          Map.of("id", id, "pid", child.pid(), "generation", incarnation.generation()));
      return new Result.Started(
          new Live(
              incarnation.generation(), child, incarnation.startedAt(), begun, group, plan, false));
    } catch (OsException e) {
      group.ifPresent(ControlGroup::remove);
      return new Result.Refused(workshop.preparation().explain(e, program));
    } catch (BlockingPoolException e) {
      group.ifPresent(ControlGroup::remove);
      return new Result.Refused(Preparation.explain(e));
    }
  }

  /** Takes over what is still running; empty if it is not, or cannot be. */
  Optional<Live> adopt(ProcessSpec spec, Incarnation incarnation, ChildListener listener) {
    String mark = workshop.mark(id, incarnation.generation());
    Optional<ProcessTable.Entry> leader =
        ProcessTable.find(incarnation.pid())
            .filter(entry -> !entry.hasEnded() && entry.started() == incarnation.ticks());
    if (leader.isEmpty() || !incarnation.boot().equals(workshop.boot())) {
      return Optional.empty();
    }
    Program any =
        new Program(
            Path.of("/"),
            incarnation.command(),
            Map.of(ProcessEnvironment.MARKER, mark),
            Path.of("/"));
    LimitPlan plan = LimitPlan.of(spec.limits(), workshop.controlGroups());
    Optional<ControlGroup> group = workshop.controlGroups().find(incarnation);
    Duration age = ProcessTable.age(leader.get());
    return workshop
        .launcher()
        .adopt(
            leader.get(),
            new ChildSpec(
                any,
                Belonging.MARK + mark,
                pipes(incarnation.generation()),
                plan.restraints(group, 0),
                false),
            listener)
        .map(child ->
            new Live(
                incarnation.generation(),
                child,
                incarnation.startedAt(),
                workshop.timers().nanoTime() - age.toNanos(),
                group,
                plan,
                true));
  }

  /** Runs the program that is to stop an incarnation; what comes of it does not matter. */
  void runStopCommand(ProcessSpec spec, Live live) {
    var _ =
        workshop
            .errand()
            .run(
                SystemCommand.of(
                    spec,
                    spec.stop().command(),
                    Map.of("PATCHBAY_PID", Integer.toString(live.child().pid())),
                    spec.stop().timeout()),
                workshop.mark(id, live.generation()) + "/stop",
                "supervisor");
  }

  private Path pipes(int generation) {
    return workshop.folders().pipes().resolve(id + "-" + generation);
  }

  private Incarnation incarnation(ProcessSpec spec, int generation, Instant now) {
    return new Incarnation(
        id,
        spec.name(),
        spec.kind().name().toLowerCase(Locale.ROOT),
        spec.place().tags(),
        spec.run().command(),
        spec.run().cwd().orElse(""),
        generation,
        0,
        0,
        "",
        now,
        spec.place().priority().name().toLowerCase(Locale.ROOT),
        Optional.empty());
  }
}
