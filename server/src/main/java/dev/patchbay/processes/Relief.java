package dev.patchbay.processes;

import dev.patchbay.health.Check;
import dev.patchbay.os.Niceness;
import dev.patchbay.os.Signals;
import dev.patchbay.processes.OverloadRule.LowPriority;
import dev.patchbay.processes.spec.Checks;
import dev.patchbay.processes.spec.Priority;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Slows or pauses processes of low priority while the machine has too much to do, and lets them go
 * on afterwards. On one thread at a time; reads and writes the kernel's files.
 */
final class Relief {
  private final Workshop workshop;

  /** A priority that cannot be raised again is not lowered. */
  private final boolean mayNice = Niceness.canBeUndone();

  Relief(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * @param overloaded whether the machine has too much to do now
   * @param what is done about it
   */
  void look(List<Supervised> processes, boolean overloaded, LowPriority what) {
    for (Supervised process : processes) {
      if (process.spec().place().priority() == Priority.LOW) {
        process
            .live()
            .filter(live -> !live.hasExited())
            .ifPresent(live -> look(process, live, overloaded ? what : LowPriority.KEEP));
      }
    }
  }

  private void look(Supervised process, Live live, LowPriority what) {
    Pace wanted = wanted(process.spec().checks(), what);
    if (!live.asked().equals(Optional.of(wanted))) {
      // What an earlier hub did to one that was taken over is not known, and undone as well.
      boolean untouched = live.asked().isEmpty() && wanted == Pace.NORMAL && !live.isAdopted();
      Pace reached = untouched ? Pace.NORMAL : set(live, wanted);
      boolean news = reached != live.pace();
      live.keepPace(wanted, reached);
      if (news) {
        workshop.listener().accept(new ProcessEvent.Paced(process.info(), reached));
      }
    }
  }

  /** A probe would take one that is paused for dead. */
  private static Pace wanted(Checks checks, LowPriority what) {
    boolean probed =
        Stream.of(checks.health(), checks.readiness())
            .flatMap(probe -> probe.stream())
            .anyMatch(probe -> !(probe.check() instanceof Check.Output));
    return switch (what) {
      case KEEP -> Pace.NORMAL;
      case SLOW -> Pace.SLOWED;
      case PAUSE -> probed ? Pace.SLOWED : Pace.PAUSED;
    };
  }

  private Pace set(Live live, Pace wanted) {
    return switch (wanted) {
      case SLOWED -> slow(live, true) ? Pace.SLOWED : Pace.NORMAL;
      case PAUSED -> {
        live.child().tree().signal(Signals.STOP);
        yield Pace.PAUSED;
      }
      case NORMAL -> {
        // Also of one that an earlier hub may have paused.
        if (live.pace() == Pace.PAUSED || live.isAdopted()) {
          live.child().tree().signal(Signals.CONT);
        }
        var _ = slow(live, false);
        yield Pace.NORMAL;
      }
    };
  }

  /** Whether there was a way to. */
  private boolean slow(Live live, boolean slowed) {
    boolean weighed = live.group().map(group -> group.weigh(slowed)).orElse(false);
    int nice = slowed ? Niceness.LOWEST_PRIORITY : Priority.LOW.nice();
    return (mayNice && Niceness.set(live.child().tree().members(), nice)) || weighed;
  }
}
