package dev.patchbay.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.metrics.Machine;
import dev.patchbay.metrics.PressureStall;
import dev.patchbay.processes.OverloadRule.LowPriority;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private static final OverloadRule RULE =
      new OverloadRule(
          10, 50, 0, 4, Duration.ofSeconds(10), Duration.ofSeconds(30), LowPriority.SLOW);
  private static final long SECOND = 1_000_000_000L;

  private Overload overload = Overload.NONE;
  private long second;

  /** The same figures, second after second. */
  private Optional<String> pass(int seconds, long available, double pressure, double load) {
    for (int i = 0; i < seconds; i++) {
      Machine machine = new Machine(2, load * 2, 100, available, 0, 0);
      OptionalDouble none = OptionalDouble.empty();
      overload =
          overload.next(
              RULE,
              machine,
              new PressureStall(none, OptionalDouble.of(pressure), none),
              ++second * SECOND);
    }
    return overload.reason();
  }

  @Test
  void takesAWhileAndSaysWhy() {
    assertThat(pass(10, 5, 0, 0)).isEmpty();
    assertThat(pass(1, 5, 0, 0))
        .hasValue("5 % of the machine's memory is available, less than 10 %");
  }

  @Test
  void forgetsWhatWasBadOnlyForAMoment() {
    pass(10, 5, 0, 0);
    pass(1, 50, 0, 0);

    assertThat(pass(10, 5, 0, 0)).isEmpty();
  }

  @Test
  void isOverOnlyOnceItHasBeenClearlyBetterForLonger() {
    assertThat(pass(11, 50, 60, 0))
        .hasValue("something waits for memory in 60 % of the time, more than 50 %");
    assertThat(pass(100, 50, 45, 0)).isPresent();
    assertThat(pass(30, 50, 39, 0)).isPresent();
    pass(1, 50, 45, 0);
    assertThat(pass(30, 50, 39, 0)).isPresent();
    assertThat(pass(1, 50, 39, 0)).isEmpty();
  }

  @Test
  void tellsWhatIsTooMuchNowWhenThatChanges() {
    pass(11, 50, 60, 0);

    assertThat(pass(1, 50, 0, 4.5)).hasValue("the load is 4.5 a core, more than 4");
  }

  @Test
  void heedsNoFigureThatIsOffOrNotKnown() {
    Machine machine = new Machine(2, -1, 100, 0, 0, 0);
    OptionalDouble none = OptionalDouble.empty();
    OverloadRule off = new OverloadRule(0, 0, 0, 1, Duration.ZERO, Duration.ZERO, LowPriority.SLOW);

    assertThat(Overload.NONE.next(off, machine, new PressureStall(none, none, none), 1).reason())
        .isEmpty();
  }
}
