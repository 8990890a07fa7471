package dev.patchbay.processes;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.spec.Limit;
import java.util.Optional;

/** Writes down how incarnations of one process ended. */
record Records(Workshop workshop, String id) {
  /** What a wait status says, beside what is known of the incarnation. */
  static Ending ending(ExitStatus status, Optional<Live> live) {
    return switch (status) {
      case ExitStatus.Exited(int code) -> new Ending.Code(code);
      case ExitStatus.Killed(String signal, boolean dumped) -> {
        boolean starved =
            signal.equals("KILL")
                && live.flatMap(Live::group).map(ControlGroup::ranOutOfMemory).orElse(false);
        yield starved
            ? live.flatMap(run ->
                    run.limits().reports().stream()
                        .filter(report -> report.name() == Limit.Name.MEMORY)
                        .findFirst())
                .<Ending>map(Records::exceeded)
                .orElse(new Ending.Signal(signal, dumped))
            : new Ending.Signal(signal, dumped);
      }
      case ExitStatus.Unknown(String reason) ->
          new Ending.Unknown(
              live.map(Live::isAdopted).orElse(false) ? "an earlier hub had started it" : reason);
    };
  }

  /** What one that is ended for a limit ends by. */
  static Ending.Limit exceeded(LimitReport report) {
    return new Ending.Limit(report.name().key(), report.limit().text());
  }

  void ended(int generation, Ending ending) {
    workshop
        .registry()
        .running(id, generation)
        .ifPresent(incarnation ->
            workshop
                .registry()
                .record(
                    incarnation.ended(
                        workshop.timers().now(), Words.of(ending), Optional.of(ending))));
  }
}
