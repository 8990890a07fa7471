package dev.patchbay.processes;

import dev.patchbay.health.Verdict;
import dev.patchbay.health.Watch;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.lifecycle.State;
import dev.patchbay.processes.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Draws a process as it is shown. */
final class Portrait {
  /** A pause; work that is waited for begins again sooner. */
  static final Duration IDLE_AFTER = Duration.ofMinutes(5);

  private Portrait() {}

  /**
   * @param nowNanos by the clock that only goes on
   */
  static ProcessInfo of(
      Supervised process, Optional<Waiting> waiting, Breaker breaker, long nowNanos) {
    State state = process.state();
    ProcessSpec spec = process.spec();
    Optional<Live> live =
        process.live().filter(run -> run.generation() == state.generation() && !run.hasExited());
    return new ProcessInfo(
        process.id(),
        spec,
        process.isDeclared(),
        state.wanted(),
        Words.state(state.phase()),
        Words.of(state, waiting, process.untilNextStart())
            + Words.of(live.map(Live::pace).orElse(Pace.NORMAL))
            + killed(process, state, live, nowNanos),
        waiting,
        live.map(run -> run.child().pid()).orElse(0),
        state.generation(),
        state.restarts(),
        new ProcessInfo.Retrying(
            state.unstable(),
            state.phase() instanceof Phase.BackingOff
                ? Optional.of(process.untilNextStart())
                : Optional.empty(),
            breaker),
        last(process),
        health(live.flatMap(Live::health)),
        spec.checks().readiness().map(_ -> health(live.flatMap(Live::readiness))),
        Judgement.score(process, nowNanos),
        process.vitals().trends(),
        process.vitals().usage(),
        live.map(run -> run.limits().reports()).orElseGet(List::of),
        process.vitals().violations().latest(nowNanos),
        live.map(Live::startedAt),
        live.map(run -> Duration.ofNanos(Math.max(0, nowNanos - run.startedNanos()))),
        process.createdAt(),
        live.map(Live::isAdopted).orElse(false),
        live.map(Live::pace).orElse(Pace.NORMAL),
        live.flatMap(run -> idle(process, run, nowNanos)));
  }

  private static ProcessInfo.Last last(Supervised process) {
    Optional<Ending> exit = process.latestEnding();
    if (exit.isEmpty() && process.state().phase() instanceof Phase.Stopped(var how)) {
      // What it did under an earlier hub.
      exit = Optional.ofNullable(how);
    }
    return new ProcessInfo.Last(
        exit,
        process.latestEnding().filter(_ -> process.hasCrashed()).map(Words::of),
        process.vitals().errors().counts());
  }

  private static Optional<Duration> idle(Supervised process, Live live, long nowNanos) {
    long since =
        Math.max(live.startedNanos(), process.vitals().activeNanos().orElse(live.startedNanos()));
    return Optional.of(Duration.ofNanos(nowNanos - since))
        .filter(passed -> passed.compareTo(IDLE_AFTER) >= 0);
  }

  /** What the kernel killed for want of memory while the process itself runs on. */
  private static String killed(
      Supervised process, State state, Optional<Live> live, long nowNanos) {
    if (live.isEmpty()) {
      return "";
    }
    Vitals vitals = process.vitals();
    int killed =
        vitals.starved(state.generation())
            + vitals.violations().killedForMemory(state.generation(), nowNanos);
    return killed == 0 ? "" : " [killed for memory: " + killed + "]";
  }

  private static ProcessInfo.Health health(Optional<Watch> watch) {
    String state = watch.flatMap(Watch::known).map(good -> good ? "good" : "bad").orElse("unknown");
    String detail =
        watch
            .flatMap(Watch::latest)
            .map(verdict ->
                switch (verdict) {
                  case Verdict.Good() -> "";
                  case Verdict.Bad(String reason) -> reason;
                })
            .orElse("");
    return new ProcessInfo.Health(state, detail);
  }
}
