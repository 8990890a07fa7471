package dev.patchbay.processes;

import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.output.OutputLog;
import dev.patchbay.processes.spec.ProcessSpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees the incarnations of one process to their ends, beside its mailbox, until nothing of them is
 * left and nothing of theirs is open. What is called is called by the mailbox, unless it says else.
 */
final class Retirement {
  private final Workshop workshop;
  private final OutputLog output;

  /** Those that are over and are still seen to their ends. */
  private final Set<Integer> generations = ConcurrentHashMap.newKeySet();

  /** The latest one whose own process ended, until it was looked for strays of it. */
  private Optional<Live> exited = Optional.empty();

  Retirement(Workshop workshop, OutputLog output) {
    this.workshop = workshop;
    this.output = output;
  }

  /** Those of which something may still be left; any thread. */
  Set<Integer> generations() {
    return new HashSet<>(generations);
  }

  /** Its own process has ended. */
  void exited(Live run) {
    exited = Optional.of(run);
    generations.add(run.generation());
    run.unwatch();
  }

  /**
   * Ends one that runs, gently first.
   *
   * @param emptied called when nothing is left of it, or nothing helps
   */
  void terminate(Live run, ProcessSpec spec, Starter starter, Runnable emptied) {
    generations.add(run.generation());
    run.unwatch();
    workshop.execute(() -> {
      try {
        new Ender(workshop, spec.name())
            .end(run, spec.stop(), () -> starter.runStopCommand(spec, run));
      } finally {
        release(run, emptied);
      }
    });
  }

  /** Ends what is left of one that has ended by itself; its successor may be running already. */
  void sweep(int generation, ProcessSpec spec) {
    exited
        .filter(run -> run.generation() == generation)
        .ifPresent(run -> {
          exited = Optional.empty();
          workshop.execute(() -> {
            try {
              new Ender(workshop, spec.name()).sweep(run, spec.stop());
            } finally {
              release(run, () -> {});
            }
          });
        });
  }

  /** Once nothing is left to write to its pipes. */
  private void release(Live run, Runnable then) {
    run.child()
        .release(() -> {
          try {
            output.flush();
            output.close();
            workshop.execute(() -> run.group().ifPresent(ControlGroup::remove));
          } finally {
            generations.remove(run.generation());
            then.run();
          }
        });
  }
}
