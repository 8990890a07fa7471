package dev.patchbay.processes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
  private static final Ending CRASH = new Ending.Code(1);
  private static final Breaker.Rule RULE = new Breaker.Rule(3, Duration.ofSeconds(5));
  private static final int GENERATION = 7;

  private static State state(String phase, int generation, int unstable) {
    return new State(true, phase(phase), generation, 1, unstable, unstable);
  }

  private static Phase phase(String name) {
    return switch (name) {
      case "queued" -> new Phase.Queued();
      case "starting" -> new Phase.Starting();
      case "ready" -> new Phase.Running(true);
      case "unready" -> new Phase.Running(false);
      case "stopping" -> new Phase.Stopping(new Phase.Then.Retry(CRASH));
      case "backing-off" -> new Phase.BackingOff(CRASH);
      case "completed" -> new Phase.Stopped(new Ending.Code(0));
      case "failed" -> new Phase.Failed(CRASH);
      case "gone" -> new Phase.Gone();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Breaker breaker(String name) {
    return switch (name) {
      case "closed" -> new Breaker.Closed();
      case "open" -> new Breaker.Open(false);
      case "given-up" -> new Breaker.Open(true);
      case "half" -> new Breaker.HalfOpen(GENERATION, Optional.empty());
      case "half-tried" -> new Breaker.HalfOpen(GENERATION, Optional.of("web"));
      case "half-tried-before" -> new Breaker.HalfOpen(GENERATION - 1, Optional.of("web"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    // before, phase, restarts in a row, after
    "closed,            ready,       0, closed",
    "closed,            ready,       2, closed",
    "closed,            starting,    2, closed",
    "closed,            backing-off, 2, closed",
    "closed,            backing-off, 3, open",
    "closed,            starting,    3, open",
    "closed,            stopping,    3, open",
    "closed,            queued,      3, open",
    "closed,            failed,      0, given-up",
    "closed,            completed,   5, closed",
    "closed,            gone,        5, closed",
    "open,              starting,    4, open",
    "open,              unready,     4, open",
    "open,              ready,       4, half",
    "open,              failed,      8, given-up",
    "open,              completed,   4, closed",
    "given-up,          queued,      0, closed",
    "half,              ready,       4, half",
    "half-tried,        ready,       4, half-tried",
    "half-tried-before, ready,       5, half",
    "half-tried,        backing-off, 4, open",
    "half-tried,        unready,     4, open",
    "half-tried,        ready,       0, closed",
    "half-tried,        failed,      8, given-up",
  })
  void followsWhatBecomesOfTheDependency(String before, String phase, int unstable, String after) {
    assertThat(
            Breaker.next(
                breaker(before), state(phase, GENERATION, unstable), Duration.ofSeconds(5), RULE))
        .isEqualTo(breaker(after));
  }

  @Test
  void staysOpenUntilTheDependencyHasRunForAWhile() {
    State ready = state("ready", GENERATION, 4);

    assertThat(Breaker.next(breaker("open"), ready, Duration.ofMillis(4_999), RULE))
        .isEqualTo(breaker("open"));
    assertThat(Breaker.next(breaker("open"), ready, Duration.ofSeconds(5), RULE))
        .isEqualTo(breaker("half"));
  }

  @ParameterizedTest
  @CsvSource({
    // breaker, admits web, admits another
    "closed,     true,  true",
    "open,       false, false",
    "given-up,   false, false",
    "half,       true,  true",
    "half-tried, true,  false",
  })
  void letsOneTryWhenItIsHalfOpen(String breaker, boolean web, boolean other) {
    assertThat(breaker(breaker).admits("web")).isEqualTo(web);
    assertThat(breaker(breaker).admits("other")).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({"closed, closed", "open, open", "half, half-tried", "half-tried, half-tried"})
  void remembersWhoTries(String before, String after) {
    assertThat(breaker(before).tried("web")).isEqualTo(breaker(after));
    assertThat(breaker("half-tried").tried("other")).isEqualTo(breaker("half-tried"));
  }

  @Test
  void keepsWhatIsHeldBackFromARestartAtOnce() {
    Rules rules = new Rules(RestartPolicy.ON_FAILURE, Set.of(0), 8);
    Event crash = new Event.Exited(GENERATION, CRASH, true);

    Step free = Lifecycle.next(state("ready", GENERATION, 0), crash, rules);
    Step held = Lifecycle.next(state("ready", GENERATION, 0), crash, rules.heldBack(true));

    assertThat(free.state().phase()).isInstanceOf(Phase.Starting.class);
    assertThat(held.state().phase()).isEqualTo(new Phase.BackingOff(CRASH));
    assertThat(held.state().restarts()).isZero();
    assertThat(held.effects()).contains(new Effect.Wait(GENERATION, 1));
  }
}
