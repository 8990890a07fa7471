package dev.patchbay.processes;

import dev.patchbay.health.Probe;
import dev.patchbay.health.Verdict;
import dev.patchbay.health.Watch;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Timers.Timer;
import dev.patchbay.processes.child.Child;
import dev.patchbay.processes.child.ChildListener;
import dev.patchbay.processes.lifecycle.Category;
import dev.patchbay.processes.lifecycle.Effect;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.lifecycle.Lifecycle;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.lifecycle.State;
import dev.patchbay.processes.lifecycle.Step;
import dev.patchbay.processes.output.OutputLog;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.usage.Series;
import dev.patchbay.security.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One process over all its incarnations. What happens to it goes through its mailbox, one after the
 * other; the {@link Lifecycle} says what follows, and this does it.
 */
final class Supervised {
  private final Workshop workshop;
  private final String id;
  private final boolean declared;
  private final Optional<Ending.NotStarted> fault;
  private final Instant createdAt;
  private final Mailbox mailbox;
  private final OutputLog output;
  private final Starter starter;
  private final Retirement retirement;
  private final Crashes crashes;
  private final Records record;

  /** Written by the mailbox alone, as are all below; read by anybody. */
  private volatile ProcessSpec spec;

  private volatile State state;
  private volatile Optional<Live> live = Optional.empty();
  private volatile Optional<Ending> latestEnding = Optional.empty();

  /** Whether its latest end was none that anybody wanted. */
  private volatile boolean crashed;

  private volatile long nextStartNanos;

  /** Of the wish by which it was last started; none before. */
  private volatile int startedTicket = -1;

  /** Whether somebody had it deleted, which it may take a while to be. */
  private volatile boolean leaving;

  private final ReadyLine readyLine = new ReadyLine();
  private final Vitals vitals = new Vitals(new Series());

  /** The mailbox's own, as are all below. */
  private Timer backOff = () -> {};

  private Timer stability = () -> {};

  /** Whether the registry has it that it did what it is for. */
  private boolean completed;

  /** Who waits for it to be at rest. */
  private final List<CompletableFuture<Supervised>> awaitingRest = new ArrayList<>();

  /**
   * @param declared whether the configuration file has it, not somebody over the API
   * @param generation of its latest incarnation, under this hub or an earlier one
   */
  Supervised(Workshop workshop, String id, ProcessSpec spec, boolean declared, int generation) {
    this(workshop, id, spec, declared, State.initial(generation), Optional.empty());
  }

  /**
   * @param state as an earlier hub left it
   * @param fault why it can never be started as it is declared
   */
  Supervised(
      Workshop workshop,
      String id,
      ProcessSpec spec,
      boolean declared,
      State state,
      Optional<Ending.NotStarted> fault) {
    this.workshop = workshop;
    this.id = id;
    this.spec = spec;
    this.declared = declared;
    this.state = state;
    this.fault = fault;
    latestEnding = fault.map(why -> why);
    crashed = fault.isPresent();
    completed = hasCompleted();
    createdAt = workshop.timers().now();
    mailbox = new Mailbox(workshop.loops().named("process-mailboxes"), workshop::execute);
    output =
        new OutputLog(
            workshop.loops().named("process-output"),
            workshop.folders().output().resolve(id + ".log"),
            workshop.rotation(),
            workshop.storage(),
            workshop.disk(),
            (writer, line) -> readyLine.line(writer, line.plain()));
    starter = new Starter(workshop, id);
    retirement = new Retirement(workshop, output);
    crashes = new Crashes(workshop.folders().crashes(), id, workshop.storage(), workshop.disk());
    record = new Records(workshop, id);
  }

  String id() {
    return id;
  }

  ProcessSpec spec() {
    return spec;
  }

  boolean isDeclared() {
    return declared;
  }

  State state() {
    return state;
  }

  /** Why it can never be started as it is declared. */
  Optional<Ending.NotStarted> fault() {
    return fault;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Nobody can depend on it any more. */
  void leave() {
    leaving = true;
  }

  Optional<Live> live() {
    return live;
  }

  Instant createdAt() {
    return createdAt;
  }

  OutputLog output() {
    return output;
  }

  Crashes crashes() {
    return crashes;
  }

  Optional<Ending> latestEnding() {
    return latestEnding;
  }

  /** Whether its latest end was none that anybody wanted. */
  boolean hasCrashed() {
    return crashed;
  }

  /** Until the next start of one that backs off. */
  Duration untilNextStart() {
    return Duration.ofNanos(Math.max(0, nextStartNanos - workshop.timers().nanoTime()));
  }

  /** Whether it has run since somebody last started it, whatever became of it. */
  boolean hasBeenStarted() {
    State now = state;
    return now.wanted() && startedTicket == now.ticket();
  }

  /** Whether its latest run did what it was for. */
  boolean hasCompleted() {
    return state.wanted()
        && state.phase() instanceof Phase.Stopped(var how)
        && how != null
        && spec.restart().rules().isSuccess(how);
  }

  ProcessInfo info() {
    return Portrait.of(
        this,
        workshop.admission().waitsFor(this),
        workshop.admission().breaker(this),
        workshop.timers().nanoTime());
  }

  /** Tells it what happened; soon. */
  void post(Event event) {
    mailbox.add(() -> handle(event));
  }

  /**
   * Tells it what somebody wishes.
   *
   * @return done when it was considered, and what follows from it at once was done; empty if too
   *     many wishes wait already
   */
  Optional<CompletableFuture<Void>> wish(Event.Command command) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean taken =
        mailbox.offer(() -> {
          try {
            handle(command);
          } finally {
            // After a start come its admission and its readiness, each at the end of the queue.
            mailbox.add(() -> mailbox.add(() -> done.complete(null)));
          }
        });
    return taken ? Optional.of(done) : Optional.empty();
  }

  /** Gives it another declaration; what runs is left as it is. */
  void redeclare(ProcessSpec changed) {
    mailbox.add(() -> {
      spec = changed;
      workshop.listener().accept(new ProcessEvent.Changed(info()));
    });
  }

  /**
   * Takes back that it is to be deleted, and gives it another declaration.
   *
   * @return false if it is gone already
   */
  CompletableFuture<Boolean> keep(ProcessSpec changed) {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    mailbox.add(() -> {
      boolean there = !(state.phase() instanceof Phase.Gone);
      if (there) {
        spec = changed;
        leaving = false;
        handle(new Event.Keep());
      }
      kept.complete(there);
    });
    return kept;
  }

  /** Those of its incarnations of which something may still run rightly. */
  Set<Integer> alive() {
    Set<Integer> alive = retirement.generations();
    State now = state;
    if (now.phase() instanceof Phase.Starting
        || now.phase() instanceof Phase.Running
        || now.phase() instanceof Phase.Stopping) {
      alive.add(now.generation());
    }
    return alive;
  }

  /** Done as soon as nothing of it runs, or waits to. */
  CompletableFuture<Supervised> atRest() {
    CompletableFuture<Supervised> rest = new CompletableFuture<>();
    mailbox.add(() -> {
      awaitingRest.add(rest);
      tellRest();
    });
    return rest;
  }

  /** Takes over what an earlier hub had started. */
  CompletableFuture<Boolean> adopt(Incarnation incarnation) {
    CompletableFuture<Boolean> adopted = new CompletableFuture<>();
    mailbox.add(() -> {
      try {
        adopted.complete(takeOver(incarnation));
      } catch (Throwable e) {
        adopted.completeExceptionally(e);
        throw e;
      }
    });
    return adopted;
  }

  private boolean takeOver(Incarnation incarnation) {
    Optional<Live> found = starter.adopt(spec, incarnation, listener(incarnation.generation()));
    found.ifPresent(taken -> {
      live = found;
      startedTicket = state.ticket();
      workshop.admission().adopt(id);
      handle(new Event.Adopted(incarnation.generation()));
      awaitLine(incarnation.generation());
      watch(taken);
      // What says that it is ready may have been printed while an earlier hub was there.
      readyLine
          .of(incarnation.generation())
          .ifPresent(watch -> output.again(incarnation.startedAt(), watch::line));
    });
    return found.isPresent();
  }

  private void handle(Event event) {
    State before = state;
    boolean heldBack = !spec.place().dependsOn().isEmpty() && workshop.admission().isHeldBack(this);
    Step step = Lifecycle.next(before, event, spec.restart().rules().heldBack(heldBack));
    note(before, event);
    state = step.state();
    if (event instanceof Event.Reset || (before.restarts() > 0 && state.restarts() == 0)) {
      vitals.forgetFaults();
    }
    if (completed != hasCompleted()) {
      completed = !completed;
      workshop.registry().completed(id, completed);
    }
    if (before.wanted() != state.wanted()) {
      workshop.registry().wanted(id, state.wanted());
    }
    // One that fails keeps none of the others from being done: the state says that all were.
    Loop loop = workshop.loops().named("process-mailboxes");
    step.effects().forEach(effect -> loop.run(() -> perform(effect)));
    if (!before.phase().equals(state.phase())) {
      announce(state.phase());
      workshop.admission().reconsider();
    }
    tellRest();
  }

  /** What an event means for the records, before anything follows from it. */
  private void note(State before, Event event) {
    if (event instanceof Event.News news && news.generation() != before.generation()) {
      return;
    }
    boolean unasked =
        before.phase() instanceof Phase.Starting || before.phase() instanceof Phase.Running;
    switch (event) {
      case Event.Condemned(_, Ending why) when unasked -> live.ifPresent(run -> run.condemn(why));
      case Event.Exited(_, Ending how, _) -> live.ifPresent(run -> noteExit(run, how, unasked));
      case Event.Denied(int ticket, Ending.NotStarted why) -> {
        if (ticket == before.ticket() && before.phase() instanceof Phase.Queued) {
          latestEnding = Optional.of(why);
          crashed = true;
          count(why);
          noteNotStarted(why);
        }
      }
      case Event.Refused(int generation, Ending.NotStarted why) -> {
        latestEnding = Optional.of(why);
        crashed = true;
        count(why);
        record.ended(generation, why);
        noteNotStarted(why);
      }
      case Event.Command _, Event.Admitted _, Event.Adopted _, Event.News _ -> {}
    }
  }

  /** As of a service that went into the background; of others it is an end like any other. */
  private boolean isUnaskedSuccess(int generation, Ending how) {
    return state.generation() == generation
        && (state.phase() instanceof Phase.Starting || state.phase() instanceof Phase.Running)
        && spec.restart().rules().isSuccess(how);
  }

  private void noteNotStarted(Ending.NotStarted why) {
    workshop.note(
        "process.not-started",
        spec.name(),
        AuditEntry.FAILED,
        Map.of("id", id, "code", why.code(), "detail", why.detail()));
  }

  private void count(Ending ending) {
    vitals.errors().add(Category.of(ending), Words.of(ending), workshop.timers().now());
  }

  private void noteExit(Live run, Ending how, boolean unasked) {
    retirement.exited(run);
    stability.cancel();
    Ending ending = run.condemned().orElse(how);
    latestEnding = Optional.of(ending);
    record.ended(run.generation(), ending);
    boolean against = run.condemned().isPresent();
    crashed = against || (unasked && !spec.restart().rules().isSuccess(how));
    noteEnd(run, ending, crashed);
    if (!against && ending instanceof Ending.Limit(String limit, _)) {
      run.limits().reports().stream()
          .filter(report -> report.name().key().equals(limit))
          .forEach(report -> LimitWatch.endedByTheKernel(workshop, this, run, report));
    }
    if (crashed) {
      count(ending);
      ProcessSpec declaration = spec;
      Duration lived = Duration.ofNanos(workshop.timers().nanoTime() - run.startedNanos());
      Instant now = workshop.timers().now();
      run.child()
          .drain(() ->
              output.whenDone(() ->
                  crashes.add(
                      Crash.of(
                          declaration, run, ending, how, now, lived, output.newest(Crash.LINES)))));
      workshop.listener().accept(new ProcessEvent.Crashed(info(), ending));
    }
    run.exit().complete(ending);
  }

  private void noteEnd(Live run, Ending ending, boolean crashed) {
    workshop.note(
        crashed ? "process.crashed" : "process.ended",
        spec.name(),
        crashed ? AuditEntry.FAILED : AuditEntry.DONE,
        Map.of(
            "id",
            id,
            "pid",
            run.child().pid(),
            "generation",
            run.generation(),
            "how",
            Words.of(ending)));
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Enqueue(int ticket) -> workshop.admission().enqueue(this, ticket);
      case Effect.Release() -> workshop.admission().release(id);
      case Effect.Launch(int generation) -> launch(generation);
      case Effect.Settle(int generation) -> {
        stability.cancel();
        stability =
            workshop
                .timers()
                .after(spec.restart().stableAfter(), () -> post(new Event.Settled(generation)));
      }
      case Effect.Unsettle() -> stability.cancel();
      case Effect.Terminate(int generation) -> terminate(generation);
      case Effect.Sweep(int generation) -> retirement.sweep(generation, spec);
      case Effect.Wait(int generation, int failures) -> {
        Duration delay = spec.restart().backOff().delay(failures, workshop.random());
        nextStartNanos = workshop.timers().nanoTime() + delay.toNanos();
        backOff = workshop.timers().after(delay, () -> mailbox.add(() -> rested(generation)));
      }
      case Effect.CancelWait() -> {
        backOff.cancel();
        workshop.admission().letGo(id);
      }
      case Effect.Remove() -> remove();
    }
  }

  /** On the mailbox, so that what was cancelled meanwhile is not brought back. */
  private void rested(int generation) {
    if (state.phase() instanceof Phase.BackingOff && state.generation() == generation) {
      if (spec.place().dependsOn().isEmpty()) {
        handle(new Event.Rested(generation));
      } else {
        workshop.admission().rested(this, generation);
        if (workshop.admission().waitsFor(this).isPresent()) {
          workshop.listener().accept(new ProcessEvent.Changed(info()));
        }
      }
    }
  }

  private void launch(int generation) {
    boolean again = state.restarts() > 0 && latestEnding.isPresent();
    awaitLine(generation);
    Starter.Result result;
    try {
      result = starter.start(spec, generation, listener(generation));
    } catch (Throwable e) {
      // Whatever it was, it did not start; who waits for it is told.
      post(
          new Event.Refused(generation, new Ending.NotStarted("start-failed", e.toString(), true)));
      throw e;
    }
    switch (result) {
      case Starter.Result.Refused(Ending.NotStarted why) ->
          post(new Event.Refused(generation, why));
      case Starter.Result.Started(Live started) -> {
        live = Optional.of(started);
        startedTicket = state.ticket();
        if (again) {
          vitals.restarted(workshop.timers().nanoTime());
        }
        workshop
            .listener()
            .accept(again ? new ProcessEvent.Restarted(info()) : new ProcessEvent.Started(info()));
        watch(started);
      }
    }
  }

  private void watch(Live run) {
    int generation = run.generation();
    Watching.of(workshop, this, run).begin(why -> post(new Event.Condemned(generation, why)));
    spec.checks()
        .readiness()
        .ifPresentOrElse(
            probe ->
                run.watchReadiness(
                    readyLine.of(generation).orElseGet(() -> readiness(probe, generation))),
            () -> post(new Event.Ready(generation)));
  }

  /** There before the program is started: its first line may be the one. */
  private void awaitLine(int generation) {
    readyLine.await(spec.checks().readiness(), generation, probe -> readiness(probe, generation));
  }

  private Watch readiness(Probe probe, int generation) {
    return Watching.readiness(
        workshop,
        this,
        probe,
        generation,
        verdict -> {
          post(
              verdict instanceof Verdict.Good
                  ? new Event.Ready(generation)
                  : new Event.Unready(generation));
          tellHealth("readiness", verdict);
        });
  }

  /** What a probe found; told as it is. */
  void tellHealth(String probe, Verdict verdict) {
    workshop
        .listener()
        .accept(
            switch (verdict) {
              case Verdict.Good() -> new ProcessEvent.HealthChanged(info(), probe, true, "");
              case Verdict.Bad(String reason) ->
                  new ProcessEvent.HealthChanged(info(), probe, false, reason);
            });
  }

  private void terminate(int generation) {
    stability.cancel();
    live.filter(run -> run.generation() == generation)
        .ifPresentOrElse(
            run ->
                retirement.terminate(run, spec, starter, () -> post(new Event.Emptied(generation))),
            () -> post(new Event.Emptied(generation)));
  }

  private void remove() {
    output.delete();
    crashes.delete();
    workshop.registry().gone(id);
    workshop.admission().forget(id);
    workshop.listener().accept(new ProcessEvent.Removed(info()));
  }

  private void announce(Phase phase) {
    workshop
        .listener()
        .accept(
            switch (phase) {
              case Phase.Stopped(var how) ->
                  new ProcessEvent.Stopped(info(), Optional.ofNullable(how), whyStopped());
              case Phase.Failed(Ending why) -> new ProcessEvent.Failed(info(), why);
              case Phase.Queued _,
                  Phase.Starting _,
                  Phase.Running _,
                  Phase.Stopping _,
                  Phase.BackingOff _,
                  Phase.Gone _ ->
                  new ProcessEvent.Changed(info());
            });
  }

  private ProcessEvent.Stopped.Why whyStopped() {
    if (workshop.shutDown().hasBegun()) {
      return ProcessEvent.Stopped.Why.HUB_STOPPING;
    }
    return state.wanted() ? ProcessEvent.Stopped.Why.COMPLETED : ProcessEvent.Stopped.Why.REQUESTED;
  }

  private void tellRest() {
    if (!awaitingRest.isEmpty()
        && (state.phase() instanceof Phase.Stopped
            || state.phase() instanceof Phase.Failed
            || state.phase() instanceof Phase.Gone)) {
      List<CompletableFuture<Supervised>> told = List.copyOf(awaitingRest);
      awaitingRest.clear();
      told.forEach(rest -> rest.complete(this));
    }
  }

  private ChildListener listener(int generation) {
    return new ChildListener() {
      @Override
      public void output(Source source, byte[] buffer, int offset, int length) {
        vitals.active(workshop.timers().nanoTime());
        output.add(generation, source, workshop.timers().now(), buffer, offset, length);
      }

      @Override
      public void exited(ExitStatus status, boolean alone) {
        mailbox.add(() -> {
          Optional<Live> run = live.filter(it -> it.generation() == generation);
          Ending how = Records.ending(status, run);
          boolean oneShot = workshop.admission().isAwaitedToComplete(spec.name());
          Ending told =
              run.filter(_ -> isUnaskedSuccess(generation, how))
                  .map(live -> Background.look(live, spec.kind(), how, oneShot))
                  .orElse(how);
          handle(new Event.Exited(generation, told, alone && told.equals(how)));
        });
      }

      @Override
      public void message(String json) {
        mailbox.add(() -> received(json));
      }

      @Override
      public void disconnected() {
        workshop.listener().accept(new ProcessEvent.Changed(info()));
      }
    };
  }

  /** Node's own words are no messages; a handle cannot be taken, and is refused as Node would. */
  private void received(String json) {
    if (json.startsWith("{\"cmd\":\"NODE_HANDLE\"")) {
      live.flatMap(run -> run.child().channel())
          .ifPresent(channel -> channel.send("{\"cmd\":\"NODE_HANDLE_NACK\"}"));
    } else if (!json.startsWith("{\"cmd\":\"NODE_")) {
      workshop.listener().accept(new ProcessEvent.Message(info(), json));
    }
  }

  Vitals vitals() {
    return vitals;
  }

  /** The child that runs now, for what is done to it directly. */
  Optional<Child> child() {
    return live.filter(run -> !run.hasExited()).map(Live::child);
  }
}
