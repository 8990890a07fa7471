package dev.patchbay.processes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stories of several steps, and which ends restart. */
class LifecycleTest {
  private static final Ending CRASH = new Ending.Code(1);

  private static Rules rules(RestartPolicy policy) {
    return new Rules(policy, Set.of(0, 75), 8);
  }

  /** Started, and ready. */
  private static State running() {
    return run(
        State.initial(0),
        rules(RestartPolicy.ON_FAILURE),
        new Event.Start(),
        new Event.Admitted(1),
        new Event.Ready(1));
  }

  private static State run(State from, Rules rules, Event... events) {
    State state = from;
    for (Event event : events) {
      state = Lifecycle.next(state, event, rules).state();
    }
    return state;
  }

  @Test
  void restartsTheFirstTimeAtOnceAndThenAfterEverLongerWaitsUntilItGivesUp() {
    Rules rules = rules(RestartPolicy.ON_FAILURE);
    State state = running();
    StringBuilder story = new StringBuilder();
    for (int crash = 1; crash <= 9; crash++) {
      Step step = Lifecycle.next(state, new Event.Exited(state.generation(), CRASH, true), rules);
      story.append(
          switch (step.effects().getFirst()) {
            case Effect.Launch _ -> "launch ";
            case Effect.Wait(_, int failures) -> "wait" + failures + " ";
            default -> step.state().phase().getClass().getSimpleName();
          });
      state = run(step.state(), rules, new Event.Rested(step.state().generation()));
      state = run(state, rules, new Event.Ready(state.generation()));
    }
    assertThat(story.toString())
        .isEqualTo("launch wait1 wait2 wait3 wait4 wait5 wait6 wait7 Failed");
    assertThat(state.restarts()).isEqualTo(8);
  }

  @Test
  void forgetsEarlierFailuresOnceItIsStable() {
    Rules rules = rules(RestartPolicy.ON_FAILURE);
    State state =
        run(
            running(),
            rules,
            new Event.Exited(1, CRASH, true),
            new Event.Ready(2),
            new Event.Settled(2));

    Step step = Lifecycle.next(state, new Event.Exited(2, CRASH, true), rules);

    assertThat(step.effects().getFirst()).isEqualTo(new Effect.Launch(3));
    assertThat(step.state().restarts()).isEqualTo(2);
  }

  @Test
  void doesNotTakeAStopOfTheHubForAWish() {
    Rules rules = rules(RestartPolicy.ALWAYS);
    State halted = run(running(), rules, new Event.Halt(), new Event.Emptied(1));
    State stopped = run(running(), rules, new Event.Stop(), new Event.Emptied(1));

    assertThat(halted.wanted()).isTrue();
    assertThat(stopped.wanted()).isFalse();
    assertThat(List.of(halted.phase(), stopped.phase())).containsOnly(new Phase.Stopped(null));
  }

  @Test
  void neverRestartsWhatSomebodyStopped() {
    State state =
        run(
            running(),
            rules(RestartPolicy.ALWAYS),
            new Event.Stop(),
            new Event.Exited(1, CRASH, true),
            new Event.Emptied(1));

    assertThat(state.phase()).isEqualTo(new Phase.Stopped(CRASH));
  }

  @Test
  void tellsWhyItRestsOnceItIsStopped() {
    Ending killed = new Ending.Signal("KILL", false);
    State state =
        run(
            running(),
            rules(RestartPolicy.NO),
            new Event.Stop(),
            new Event.Exited(1, killed, true),
            new Event.Emptied(1));

    assertThat(state.phase()).isEqualTo(new Phase.Stopped(killed));
  }

  @ParameterizedTest
  @CsvSource({
    "NO,             Stopped, Failed,   Failed,   Failed,   Failed,   Failed",
    "ON_FAILURE,     Stopped, Starting, Starting, Stopping, Starting, Failed",
    "ON_ABNORMAL,    Stopped, Failed,   Starting, Stopping, Failed,   Failed",
    "ALWAYS,         Starting, Starting, Starting, Stopping, Starting, Failed",
    "UNLESS_STOPPED, Starting, Starting, Starting, Stopping, Starting, Failed",
  })
  void restartsAfterWhatItsPolicySays(
      RestartPolicy policy,
      String success,
      String code,
      String signal,
      String limit,
      String unknown,
      String missing) {
    Event[] ends = {
      new Event.Exited(1, new Ending.Code(75), true),
      new Event.Exited(1, CRASH, true),
      new Event.Exited(1, new Ending.Signal("SEGV", false), true),
      new Event.Condemned(1, new Ending.Limit("memory", "1 MiB")),
      new Event.Exited(1, new Ending.Unknown("adopted"), true),
      new Event.Refused(1, new Ending.NotStarted("command-not-found", "", true)),
    };
    List<String> phases =
        Arrays.stream(ends)
            .map(end -> run(running(), rules(policy), end).phase().getClass().getSimpleName())
            .toList();

    // What is condemned is ended first, whatever comes then.
    String afterLimit = policy == RestartPolicy.NO ? "Stopping" : limit;
    assertThat(phases).containsExactly(success, code, signal, afterLimit, unknown, missing);
  }

  @Test
  void waitsFromTheFirstDelayToTheLongestInSixStepsWithAFifthOfJitter() {
    List<Long> exact =
        IntStream.rangeClosed(1, 8)
            .mapToObj(failures -> BackOff.USUAL.delay(failures, () -> Long.MIN_VALUE).toMillis())
            .toList();
    assertThat(exact)
        .containsExactly(1_000L, 1_978L, 3_914L, 7_745L, 15_326L, 30_324L, 60_000L, 60_000L);

    List<Long> random =
        new java.util.Random(1)
            .ints(1_000)
            .mapToObj(seed -> BackOff.USUAL.delay(1, new java.util.Random(seed)).toMillis())
            .toList();
    assertThat(random).allMatch(delay -> delay >= 800 && delay <= 1_200);
    assertThat(Stream.of(800L, 1_150L))
        .allMatch(edge -> random.stream().anyMatch(delay -> Math.abs(delay - edge) < 50));
  }
}
