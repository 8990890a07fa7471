package dev.patchbay.processes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.lifecycle.Phase.Then;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every phase with every event. The table has those that lead somewhere; every pair that is not in
 * it must change nothing and do nothing.
 */
class LifecycleTableTest {
  private static final int GENERATION = 7;
  private static final int TICKET = 5;
  private static final Ending CRASH = new Ending.Signal("SEGV", true);
  private static final Ending.NotStarted NEVER = new Ending.NotStarted("never-ready", "", true);
  private static final Rules RULES = new Rules(RestartPolicy.ON_FAILURE, Set.of(0), 8);

  private static final Map<String, Phase> PHASES = phases();
  private static final Map<String, Event> EVENTS = events();

  /** Phase, event: next phase, effects. The process is wanted, and failed once before. */
  private static final String TABLE =
      """
      queued stop: stopped, release
      queued halt: stopped, release
      queued delete: gone, release remove
      queued admitted: starting, launch
      queued denied: failed, release

      starting stop: stopping-to-rest, terminate
      starting halt: stopping-to-rest, terminate
      starting restart: stopping-to-start-again, terminate
      starting delete: stopping-to-vanish, terminate
      starting ready: running, settle
      starting refused: backing-off, wait
      starting refused-for-good: failed, release
      starting exited-0: stopped-after, release sweep
      starting exited-0-with-some-left: stopping-to-rest-after, terminate
      starting crashed: backing-off, wait sweep
      starting crashed-with-some-left: stopping-to-retry, terminate
      starting condemned: stopping-to-retry, terminate

      running stop: stopping-to-rest, terminate
      running halt: stopping-to-rest, terminate
      running restart: stopping-to-start-again, terminate
      running delete: stopping-to-vanish, terminate
      running ready: running, settle
      running unready: unready, unsettle
      running refused: backing-off, wait
      running refused-for-good: failed, release
      running exited-0: stopped-after, release sweep
      running exited-0-with-some-left: stopping-to-rest-after, terminate
      running crashed: backing-off, wait sweep
      running crashed-with-some-left: stopping-to-retry, terminate
      running condemned: stopping-to-retry, terminate

      unready stop: stopping-to-rest, terminate
      unready halt: stopping-to-rest, terminate
      unready restart: stopping-to-start-again, terminate
      unready delete: stopping-to-vanish, terminate
      unready ready: running, settle
      unready unready: unready, unsettle
      unready refused: backing-off, wait
      unready refused-for-good: failed, release
      unready exited-0: stopped-after, release sweep
      unready exited-0-with-some-left: stopping-to-rest-after, terminate
      unready crashed: backing-off, wait sweep
      unready crashed-with-some-left: stopping-to-retry, terminate
      unready condemned: stopping-to-retry, terminate

      stopping-to-rest start: stopping-to-start-again
      stopping-to-rest restart: stopping-to-start-again
      stopping-to-rest delete: stopping-to-vanish
      stopping-to-rest refused: stopping-to-rest-after
      stopping-to-rest refused-for-good: stopping-to-rest-after
      stopping-to-rest exited-0: stopping-to-rest-after
      stopping-to-rest exited-0-with-some-left: stopping-to-rest-after
      stopping-to-rest crashed: stopping-to-rest-after
      stopping-to-rest crashed-with-some-left: stopping-to-rest-after
      stopping-to-rest emptied: stopped, release

      stopping-to-rest-after start: stopping-to-start-again
      stopping-to-rest-after restart: stopping-to-start-again
      stopping-to-rest-after delete: stopping-to-vanish
      stopping-to-rest-after emptied: stopped-after, release

      stopping-to-start-again stop: stopping-to-rest
      stopping-to-start-again halt: stopping-to-rest
      stopping-to-start-again delete: stopping-to-vanish
      stopping-to-start-again emptied: queued, release enqueue

      stopping-to-retry start: stopping-to-start-again
      stopping-to-retry restart: stopping-to-start-again
      stopping-to-retry stop: stopping-to-rest-after
      stopping-to-retry halt: stopping-to-rest-after
      stopping-to-retry delete: stopping-to-vanish
      stopping-to-retry emptied: backing-off, wait

      stopping-to-fail start: stopping-to-start-again
      stopping-to-fail restart: stopping-to-start-again
      stopping-to-fail delete: stopping-to-vanish
      stopping-to-fail emptied: failed, release

      stopping-to-vanish keep: stopping-to-rest
      stopping-to-vanish emptied: gone, release remove

      backing-off start: queued, cancelwait release enqueue
      backing-off restart: queued, cancelwait release enqueue
      backing-off stop: stopped-after, cancelwait release
      backing-off halt: stopped-after, cancelwait release
      backing-off delete: gone, cancelwait release remove
      backing-off reset: starting, cancelwait launch
      backing-off rested: starting, launch

      stopped start: queued, enqueue
      stopped restart: queued, enqueue
      stopped delete: gone, remove
      stopped adopted: starting

      stopped-after start: queued, enqueue
      stopped-after restart: queued, enqueue
      stopped-after delete: gone, remove
      stopped-after adopted: starting

      failed start: queued, enqueue
      failed restart: queued, enqueue
      failed delete: gone, remove
      failed reset: stopped-after
      failed adopted: starting
      """;

  static Stream<String> pairs() {
    return PHASES.keySet().stream()
        .flatMap(phase -> EVENTS.keySet().stream().map(event -> phase + " " + event));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void leadsWhereTheTableSays(String pair) {
    String[] names = pair.split(" ", -1);
    State state = new State(true, phase(names[0]), GENERATION, TICKET, 1, 3);

    Step step = Lifecycle.next(state, event(names[1]), RULES);

    assertThat(describe(step)).isEqualTo(expected(pair, names[0]));
  }

  private static String expected(String pair, String phase) {
    return TABLE
        .lines()
        .filter(line -> line.startsWith(pair + ": "))
        .map(line -> line.substring(pair.length() + 2))
        .findFirst()
        .orElse(phase);
  }

  private static String describe(Step step) {
    String phase =
        PHASES.entrySet().stream()
            .filter(entry -> isLike(entry.getValue(), step.state().phase()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError(step.state().phase().toString()));
    String effects =
        step.effects().stream()
            .map(effect -> effect.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(" "));
    return effects.isEmpty() ? phase : phase + ", " + effects;
  }

  /** The same but for how something ended, of which only whether it is known counts. */
  private static boolean isLike(Phase one, Phase other) {
    return shape(one).equals(shape(other));
  }

  private static List<Object> shape(Phase phase) {
    List<Object> shape = new ArrayList<>();
    shape.add(phase.getClass());
    switch (phase) {
      case Phase.Running(boolean ready) -> shape.add(ready);
      case Phase.Stopped(var how) -> shape.add(how == null);
      case Phase.Stopping(Then then) -> {
        shape.add(then.getClass());
        if (then instanceof Then.Rest(var how)) {
          shape.add(how == null);
        }
      }
      case Phase.Queued _, Phase.Starting _, Phase.BackingOff _, Phase.Failed _, Phase.Gone _ -> {}
    }
    return shape;
  }

  private static Phase phase(String name) {
    return java.util.Objects.requireNonNull(PHASES.get(name), name);
  }

  private static Event event(String name) {
    return java.util.Objects.requireNonNull(EVENTS.get(name), name);
  }

  private static Map<String, Phase> phases() {
    Map<String, Phase> phases = new LinkedHashMap<>();
    phases.put("queued", new Phase.Queued());
    phases.put("starting", new Phase.Starting());
    phases.put("running", new Phase.Running(true));
    phases.put("unready", new Phase.Running(false));
    phases.put("stopping-to-rest", new Phase.Stopping(new Then.Rest(null)));
    phases.put("stopping-to-rest-after", new Phase.Stopping(new Then.Rest(CRASH)));
    phases.put("stopping-to-start-again", new Phase.Stopping(new Then.Again()));
    phases.put("stopping-to-retry", new Phase.Stopping(new Then.Retry(CRASH)));
    phases.put("stopping-to-fail", new Phase.Stopping(new Then.Fail(CRASH)));
    phases.put("stopping-to-vanish", new Phase.Stopping(new Then.Vanish()));
    phases.put("backing-off", new Phase.BackingOff(CRASH));
    phases.put("stopped", new Phase.Stopped(null));
    phases.put("stopped-after", new Phase.Stopped(CRASH));
    phases.put("failed", new Phase.Failed(CRASH));
    phases.put("gone", new Phase.Gone());
    return phases;
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("start", new Event.Start());
    events.put("stop", new Event.Stop());
    events.put("restart", new Event.Restart());
    events.put("reset", new Event.Reset());
    events.put("delete", new Event.Delete());
    events.put("keep", new Event.Keep());
    events.put("halt", new Event.Halt());
    events.put("admitted", new Event.Admitted(TICKET));
    events.put("admitted-late", new Event.Admitted(TICKET - 1));
    events.put("denied", new Event.Denied(TICKET, NEVER));
    events.put("denied-late", new Event.Denied(TICKET - 1, NEVER));
    events.put("adopted", new Event.Adopted(GENERATION));
    events.put(
        "refused",
        new Event.Refused(GENERATION, new Ending.NotStarted("out-of-resources", "", false)));
    events.put(
        "refused-for-good",
        new Event.Refused(GENERATION, new Ending.NotStarted("command-not-found", "", true)));
    events.put("ready", new Event.Ready(GENERATION));
    events.put("unready", new Event.Unready(GENERATION));
    events.put("settled", new Event.Settled(GENERATION));
    events.put("exited-0", new Event.Exited(GENERATION, new Ending.Code(0), true));
    events.put("exited-0-with-some-left", new Event.Exited(GENERATION, new Ending.Code(0), false));
    events.put("crashed", new Event.Exited(GENERATION, CRASH, true));
    events.put("crashed-with-some-left", new Event.Exited(GENERATION, CRASH, false));
    events.put("condemned", new Event.Condemned(GENERATION, new Ending.Unhealthy("hangs")));
    events.put("emptied", new Event.Emptied(GENERATION));
    events.put("rested", new Event.Rested(GENERATION));
    for (String name : List.copyOf(events.keySet())) {
      if (events.get(name) instanceof Event.News) {
        events.put(name + "-of-an-older-one", older(name, events));
      }
    }
    return events;
  }

  /** The same event of the generation before, which must never have an effect. */
  private static Event older(String name, Map<String, Event> events) {
    int older = GENERATION - 1;
    return switch (java.util.Objects.requireNonNull(events.get(name))) {
      case Event.Refused(_, Ending.NotStarted why) -> new Event.Refused(older, why);
      case Event.Ready _ -> new Event.Ready(older);
      case Event.Unready _ -> new Event.Unready(older);
      case Event.Settled _ -> new Event.Settled(older);
      case Event.Exited(_, Ending how, boolean alone) -> new Event.Exited(older, how, alone);
      case Event.Condemned(_, Ending why) -> new Event.Condemned(older, why);
      case Event.Emptied _ -> new Event.Emptied(older);
      case Event.Rested _ -> new Event.Rested(older);
      case Event.Command _, Event.Admitted _, Event.Denied _, Event.Adopted _ ->
          throw new AssertionError(name + " has no generation");
    };
  }
}
