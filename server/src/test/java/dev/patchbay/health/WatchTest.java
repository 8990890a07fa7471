package dev.patchbay.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.os.Loops;
import dev.patchbay.os.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No pattern and no throw ends the probing of a service. */
@Timeout(60)
class WatchTest {
  private final Loops loops = new Loops((_, _) -> {});
  private final Timers timers = new Timers.OfTheMachine(loops, "test-clock");
  private final AtomicInteger checks = new AtomicInteger();
  private final Probes probes =
      new Probes(
          loops,
          timers,
          (_, _, _) -> {
            if (checks.incrementAndGet() <= 3) {
              throw new StackOverflowError();
            }
            return new Verdict.Good();
          });
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    probes.close();
    timers.close();
  }

  @Test
  void countsACheckThatThrowsAsFailedAndGoesOn() throws InterruptedException {
    Probe probe =
        new Probe(
            new Check.Command(List.of("any")),
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            1,
            3,
            Duration.ZERO);

    Watch watch = probes.watch(probe, false, "", verdicts::add);

    assertThat(verdicts.poll(30, TimeUnit.SECONDS)).isInstanceOf(Verdict.Bad.class);
    assertThat(verdicts.poll(30, TimeUnit.SECONDS)).isInstanceOf(Verdict.Good.class);
    watch.end();
  }

  @ParameterizedTest
  @CsvSource({
    "(a|b)*c, ab, c",
    "(ready|up| |\\w)*listening$, ready up, listening",
    "'(.*,){12}P', 'x,', P",
    "^(a+)+b$, a, b",
  })
  void looksThroughALongLineWhateverThePattern(String pattern, String piece, String end)
      throws InterruptedException {
    Watch watch = probes.watch(Probe.of(new Check.Output(pattern)), false, "", verdicts::add);

    watch.line(piece.repeat(10_000) + "!");
    assertThat(verdicts).isEmpty();
    watch.line(piece.repeat(10_000) + end);

    assertThat(verdicts.poll(30, TimeUnit.SECONDS)).isInstanceOf(Verdict.Good.class);
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(() -> new Check.Output("(a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(a");
  }
}
