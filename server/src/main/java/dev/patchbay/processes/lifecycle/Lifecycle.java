package dev.patchbay.processes.lifecycle;

import dev.patchbay.processes.lifecycle.Phase.Then;

/** The whole life of a process; {@code src/docs/supervision.md} shows it in one picture. */
public final class Lifecycle {
  private Lifecycle() {}

  /** What an event leads to. */
  public static Step next(State state, Event event, Rules rules) {
    if (event instanceof Event.News news && news.generation() != state.generation()) {
      return Step.to(state);
    }
    return switch (state.phase()) {
      case Phase.Queued _ -> queued(state, event);
      case Phase.Starting _ -> alive(state, event, rules);
      case Phase.Running _ -> alive(state, event, rules);
      case Phase.Stopping(Then then) -> stopping(state, then, event, rules);
      case Phase.BackingOff(Ending why) -> backingOff(state, why, event);
      case Phase.Stopped _ -> resting(state, event);
      case Phase.Failed _ -> resting(state, event);
      case Phase.Gone _ -> Step.to(state);
    };
  }

  private static Step queued(State state, Event event) {
    return switch (event) {
      case Event.Stop _ -> rest(state.wanted(false));
      case Event.Halt _ -> rest(state);
      case Event.Delete _ -> vanish(state);
      case Event.Reset _ -> Step.to(state.withoutCounts());
      case Event.Admitted(int ticket) when ticket == state.ticket() -> launch(state);
      case Event.Denied(int ticket, Ending.NotStarted why) when ticket == state.ticket() ->
          Step.to(state.in(new Phase.Failed(why)), new Effect.Release());
      case Event.Start _,
          Event.Restart _,
          Event.Keep _,
          Event.Admitted _,
          Event.Denied _,
          Event.Adopted _,
          Event.News _ ->
          Step.to(state);
    };
  }

  private static Step rest(State state) {
    return Step.to(state.in(new Phase.Stopped(null)), new Effect.Release());
  }

  private static Step vanish(State state) {
    return Step.to(
        state.wanted(false).in(new Phase.Gone()), new Effect.Release(), new Effect.Remove());
  }

  private static Step launch(State state) {
    State next = state.nextGeneration().in(new Phase.Starting());
    return Step.to(next, new Effect.Launch(next.generation()));
  }

  private static Step enqueue(State state) {
    State next = state.wanted(true).withoutCounts().nextTicket().in(new Phase.Queued());
    return Step.to(next, new Effect.Enqueue(next.ticket()));
  }

  /** An incarnation runs. */
  private static Step alive(State state, Event event, Rules rules) {
    return switch (event) {
      case Event.Start _ -> Step.to(state.wanted(true));
      case Event.Stop _ -> end(state.wanted(false), new Then.Rest(null));
      case Event.Halt _ -> end(state, new Then.Rest(null));
      case Event.Restart _ -> end(state.wanted(true), new Then.Again());
      case Event.Delete _ -> end(state.wanted(false), new Then.Vanish());
      case Event.Reset _ -> Step.to(state.withoutCounts());
      case Event.Ready(int generation) ->
          Step.to(state.in(new Phase.Running(true)), new Effect.Settle(generation));
      case Event.Unready _ ->
          state.phase() instanceof Phase.Running
              ? Step.to(state.in(new Phase.Running(false)), new Effect.Unsettle())
              : Step.to(state);
      case Event.Settled _ -> Step.to(state.stable());
      case Event.Refused(_, Ending.NotStarted why) ->
          finish(state, after(state, why, rules), rules);
      case Event.Exited(int generation, Ending how, boolean alone) -> {
        Then then = after(state, how, rules);
        if (!alone) {
          yield end(state, then);
        }
        Step finished = finish(state, then, rules);
        yield with(new Effect.Sweep(generation), finished);
      }
      case Event.Condemned(_, Ending why) -> end(state, after(state, why, rules));
      case Event.Keep _,
          Event.Admitted _,
          Event.Denied _,
          Event.Adopted _,
          Event.Emptied _,
          Event.Rested _ ->
          Step.to(state);
    };
  }

  private static Step with(Effect last, Step step) {
    return new Step(
        step.state(),
        java.util.stream.Stream.concat(step.effects().stream(), java.util.stream.Stream.of(last))
            .toList());
  }

  private static Step end(State state, Then then) {
    return Step.to(state.in(new Phase.Stopping(then)), new Effect.Terminate(state.generation()));
  }

  /** What the policy says to an end that nobody asked for. */
  private static Then after(State state, Ending ending, Rules rules) {
    if (state.wanted() && rules.restartsAfter(ending)) {
      return state.unstable() < rules.maxRestarts()
          ? new Then.Retry(ending)
          : new Then.Fail(ending);
    }
    return rules.isSuccess(ending) ? new Then.Rest(ending) : new Then.Fail(ending);
  }

  private static Step stopping(State state, Then then, Event event, Rules rules) {
    boolean deleted = then instanceof Then.Vanish;
    return switch (event) {
      case Event.Start _, Event.Restart _ ->
          deleted ? Step.to(state) : turn(state.wanted(true), new Then.Again());
      case Event.Stop _ -> turn(state.wanted(false), calmed(then));
      case Event.Halt _ -> turn(state, calmed(then));
      case Event.Delete _ -> turn(state.wanted(false), new Then.Vanish());
      case Event.Keep _ -> deleted ? turn(state, new Then.Rest(null)) : Step.to(state);
      case Event.Reset _ -> Step.to(state.withoutCounts());
      case Event.Exited(_, Ending how, _) -> turn(state, told(then, how));
      case Event.Refused(_, Ending.NotStarted why) -> turn(state, told(then, why));
      case Event.Emptied _ -> finish(state, then, rules);
      case Event.Admitted _,
          Event.Denied _,
          Event.Adopted _,
          Event.Ready _,
          Event.Unready _,
          Event.Settled _,
          Event.Condemned _,
          Event.Rested _ ->
          Step.to(state);
    };
  }

  private static Step turn(State state, Then then) {
    return Step.to(state.in(new Phase.Stopping(then)));
  }

  /** Without a further start. */
  private static Then calmed(Then then) {
    return switch (then) {
      case Then.Again _ -> new Then.Rest(null);
      case Then.Retry(Ending why) -> new Then.Rest(why);
      case Then.Rest _, Then.Fail _, Then.Vanish _ -> then;
    };
  }

  /** Who rests, rests with how it ended. */
  private static Then told(Then then, Ending how) {
    return then instanceof Then.Rest(var known) && known == null ? new Then.Rest(how) : then;
  }

  private static Step finish(State state, Then then, Rules rules) {
    return switch (then) {
      case Then.Rest(var how) -> Step.to(state.in(new Phase.Stopped(how)), new Effect.Release());
      case Then.Fail(Ending why) -> Step.to(state.in(new Phase.Failed(why)), new Effect.Release());
      case Then.Vanish _ -> vanish(state);
      case Then.Again _ -> {
        Step queued = enqueue(state);
        yield Step.to(queued.state(), new Effect.Release(), queued.effects().getFirst());
      }
      case Then.Retry(Ending why) ->
          state.unstable() == 0 && !rules.heldBack()
              ? launch(state.restarted())
              : Step.to(
                  state.in(new Phase.BackingOff(why)),
                  new Effect.Wait(state.generation(), Math.max(1, state.unstable())));
    };
  }

  private static Step backingOff(State state, Ending why, Event event) {
    return switch (event) {
      case Event.Start _, Event.Restart _ -> {
        Step queued = enqueue(state);
        yield Step.to(
            queued.state(),
            new Effect.CancelWait(),
            new Effect.Release(),
            queued.effects().getFirst());
      }
      case Event.Stop _ -> giveUp(state.wanted(false), why);
      case Event.Halt _ -> giveUp(state, why);
      case Event.Delete _ -> {
        Step gone = vanish(state);
        yield Step.to(
            gone.state(), new Effect.CancelWait(), new Effect.Release(), new Effect.Remove());
      }
      case Event.Reset _ -> {
        Step launched = launch(state.withoutCounts());
        yield Step.to(launched.state(), new Effect.CancelWait(), launched.effects().getFirst());
      }
      case Event.Rested _ -> launch(state.restarted());
      case Event.Keep _,
          Event.Admitted _,
          Event.Denied _,
          Event.Adopted _,
          Event.Refused _,
          Event.Ready _,
          Event.Unready _,
          Event.Settled _,
          Event.Exited _,
          Event.Condemned _,
          Event.Emptied _ ->
          Step.to(state);
    };
  }

  private static Step giveUp(State state, Ending why) {
    return Step.to(state.in(new Phase.Stopped(why)), new Effect.CancelWait(), new Effect.Release());
  }

  /** Stopped or failed. */
  private static Step resting(State state, Event event) {
    return switch (event) {
      case Event.Start _, Event.Restart _ -> enqueue(state);
      case Event.Stop _ -> Step.to(state.wanted(false));
      case Event.Delete _ -> Step.to(state.wanted(false).in(new Phase.Gone()), new Effect.Remove());
      case Event.Reset _ -> {
        State fresh = state.withoutCounts();
        yield Step.to(
            state.phase() instanceof Phase.Failed(Ending why)
                ? fresh.wanted(false).in(new Phase.Stopped(why))
                : fresh);
      }
      case Event.Adopted(int generation) -> {
        State adopted = new State(true, new Phase.Starting(), generation, state.ticket(), 0, 0);
        yield Step.to(adopted);
      }
      case Event.Halt _, Event.Keep _, Event.Admitted _, Event.Denied _, Event.News _ ->
          Step.to(state);
    };
  }
}
