package dev.patchbay.processes;

import dev.patchbay.os.Timers;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Takes over changed declarations of the configuration file. What comes or begins anew waits until
 * what goes has ended, since it may need the other's port.
 */
final class Reload {
  /** Most programs end within it, so that the answer need not say that they are waited for. */
  private static final Duration SETTLING = Duration.ofMillis(300);

  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private final Roster roster;
  private final Admission admission;
  private final Timers timers;

  /** Makes a process of a declaration, and does not start it. */
  private final Function<ProcessSpec, Supervised> add;

  private final List<String> changes = new ArrayList<>();

  /** What is to run as soon as all that goes has ended. */
  private final List<Supervised> beginning = new ArrayList<>();

  /** Done when each has considered what it was told. */
  private final List<CompletableFuture<Void>> told = new ArrayList<>();

  Reload(Workshop workshop, Roster roster, Function<ProcessSpec, Supervised> add) {
    this.roster = roster;
    admission = workshop.admission();
    timers = workshop.timers();
    this.add = add;
  }

  /**
   * @throws SpecException if the declarations cannot be used; then nothing was changed. The pointer
   *     begins with the name.
   */
  ReloadResult apply(Map<String, ProcessSpec> declared) {
    roster.change(() -> {
      check(declared);
      change(declared);
    });
    awaitSettled();
    return new ReloadResult(changes, waiting());
  }

  /** What was declared over the API may depend on what is gone now; that is its own fault. */
  private void check(Map<String, ProcessSpec> declared) {
    for (Supervised process : roster.all()) {
      String name = process.spec().name();
      if (declared.containsKey(process.id())) {
        throw new SpecException(
            "/" + process.id(), "is the id of the process \"" + name + "\": take another name");
      }
      if (!process.isDeclared() && declared.containsKey(name)) {
        throw new SpecException(
            "/" + name, "there is a process of this name already, made over the API");
      }
    }
    Declarations.check(declared);
  }

  private void change(Map<String, ProcessSpec> declared) {
    List<Supervised> ending = new ArrayList<>();
    List<Supervised> restarting = new ArrayList<>();
    List<ProcessSpec> coming = new ArrayList<>();
    for (Supervised process : roster.all()) {
      ProcessSpec now = declared.get(process.spec().name());
      if (!process.isDeclared()) {
        continue;
      }
      if (now == null) {
        if (!process.isLeaving()) {
          changes.add("removed " + process.spec().name());
        }
        process.leave();
        ending.add(process);
      } else if (!process.isLeaving() && !now.equals(process.spec())) {
        changes.add("changed " + now.name());
        boolean restarts = needsRestart(process.spec(), now) && process.state().wanted();
        process.redeclare(now);
        if (restarts) {
          restarting.add(process);
          ending.add(process);
        }
      }
    }
    declared.forEach((name, spec) -> {
      if (roster.byName(name).filter(process -> !process.isLeaving()).isEmpty()) {
        coming.add(spec);
      }
    });
    begin(ending, restarting, coming);
  }

  private void begin(
      List<Supervised> ending, List<Supervised> restarting, List<ProcessSpec> coming) {
    for (ProcessSpec spec : coming) {
      Supervised process =
          roster
              .byName(spec.name())
              .filter(leaving -> leaving.keep(spec).join())
              .orElseGet(() -> add.apply(spec));
      changes.add("added " + spec.name());
      if (spec.place().autoStart()) {
        admission.startAfter(process, ending);
        beginning.add(process);
      }
    }
    restarting.forEach(process -> admission.startAfter(process, ending));
    for (Supervised process : ending) {
      tell(process, restarting.contains(process) ? new Event.Restart() : new Event.Delete());
    }
    beginning.forEach(process -> tell(process, new Event.Start()));
    beginning.addAll(restarting);
  }

  private void tell(Supervised process, Event.Command command) {
    process.wish(command).ifPresentOrElse(told::add, () -> process.post(command));
  }

  /** Its place among the others, its end and what follows are looked up when they matter. */
  private static boolean needsRestart(ProcessSpec before, ProcessSpec now) {
    return !(now.kind() == before.kind()
        && now.run().equals(before.run())
        && now.checks().equals(before.checks())
        && now.limits().equals(before.limits()));
  }

  private void awaitSettled() {
    told.forEach(CompletableFuture::join);
    long end = timers.nanoTime() + SETTLING.toNanos();
    while (timers.nanoTime() - end < 0 && beginning.stream().anyMatch(Reload::isOnItsWay)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean isOnItsWay(Supervised process) {
    Phase phase = process.state().phase();
    return phase instanceof Phase.Stopping || phase instanceof Phase.Queued;
  }

  /** What comes and does not run yet, with what it waits for. */
  private List<String> waiting() {
    List<String> waiting = new ArrayList<>();
    for (Supervised process : beginning) {
      ProcessInfo info = process.info();
      if (info.state().equals("stopping")) {
        waiting.add(info.spec().name() + " waits until its predecessor has ended");
      } else {
        info.waiting().ifPresent(what -> waiting.add(info.spec().name() + " waits " + what.text()));
      }
    }
    return waiting;
  }
}
