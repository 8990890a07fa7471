package dev.patchbay.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.os.Loops;
import dev.patchbay.os.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
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
          (check, _, _) -> {
            if (check.argv().contains("hangs")) {
              return hang();
            }
            if (checks.incrementAndGet() <= 3) {
              throw new StackOverflowError();
            }
            return new Verdict.Good();
          });
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();

  /** Ends as a command does that is killed when its time is over. */
  private static Verdict hang() {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Bad("Killed by signal: KILL");
    }
  }

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

  @Test
  void saysOfACommandThatTookTooLongThatItDid() throws InterruptedException {
    Duration shortly = Duration.ofMillis(20);
    Probe probe =
        new Probe(new Check.Command(List.of("hangs")), shortly, shortly, 1, 1, Duration.ZERO);

    Watch watch = probes.watch(probe, false, "", verdicts::add);

    assertThat(verdicts.poll(30, TimeUnit.SECONDS))
        .isEqualTo(new Verdict.Bad("hangs did not end within 20 ms"));
    watch.end();
  }

  /**
   * The machine's time, but for what a test has pass at once, as it does while the hub is stopped.
   */
  private static final class SleepingTimers implements Timers {
    private final Timers machine;
    private final AtomicLong slept = new AtomicLong();

    SleepingTimers(Timers machine) {
      this.machine = machine;
    }

    void sleep(Duration time) {
      slept.addAndGet(time.toNanos());
    }

    @Override
    public Instant now() {
      return machine.now().plusNanos(slept.get());
    }

    @Override
    public long nanoTime() {
      return machine.nanoTime() + slept.get();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return machine.after(delay, task);
    }

    @Override
    public void close() {}
  }

  @Test
  void countsNoCheckDuringWhichTheHubWasStopped() throws InterruptedException {
    SleepingTimers sleeping = new SleepingTimers(timers);
    AtomicInteger asked = new AtomicInteger();
    Probes others =
        new Probes(
            loops,
            sleeping,
            (_, _, _) -> {
              if (asked.incrementAndGet() == 3) {
                sleeping.sleep(Duration.ofSeconds(6));
                return hang();
              }
              return new Verdict.Good();
            });
    Duration shortly = Duration.ofMillis(300);
    Probe probe =
        new Probe(
            new Check.Command(List.of("any")), Duration.ofMillis(10), shortly, 1, 1, Duration.ZERO);

    Watch watch = others.watch(probe, false, "", verdicts::add);

    Awaitility.await().until(() -> asked.get() > 5);
    assertThat(verdicts).containsExactly(new Verdict.Good());
    assertThat(watch.latency()).hasValueSatisfying(taken -> assertThat(taken).isLessThan(shortly));
    watch.end();
    others.close();
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
