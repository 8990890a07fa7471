package dev.patchbay.terminals;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loops;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a viewer is sent next, without any connection. */
class ViewerTest {
  private static final int ALL = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(1 << 30);

  private final TerminalStream stream =
      BareStream.stream(new Loops((_, _) -> {}).named("drawing"), budget);

  private final AtomicInteger woken = new AtomicInteger();

  @AfterEach
  void endTheBudgetsThread() {
    budget.close();
  }

  private Viewer join(Viewer.Flow flow) {
    Viewer viewer = new Viewer(stream, Viewer.Role.CONTROL, flow, woken::incrementAndGet);
    viewer.begin();
    stream.viewers().add(viewer);
    assertThat(viewer.next(ALL)).isEqualTo(new Delivery.Restart());
    assertThat(viewer.next(ALL)).isEqualTo(new Delivery.Nothing());
    viewer.restartAt(stream.snapshot());
    return viewer;
  }

  private void print(int bytes) {
    for (int left = bytes; left > 0; left -= 1000) {
      stream.output(new byte[1000], 0, Math.min(left, 1000));
    }
  }

  private static String output(Delivery delivery) {
    return delivery instanceof Delivery.Output(long offset, byte[] bytes)
        ? offset + "+" + bytes.length
        : delivery.getClass().getSimpleName();
  }

  @Test
  void getsNoMoreThanItsCreditAheadOfItsAcknowledgement() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    print(Viewer.CREDIT_BYTES);

    assertThat(output(viewer.next(ALL))).isEqualTo("0+1048576");
    print(1000);
    assertThat(output(viewer.next(ALL))).isEqualTo("Nothing");
    assertThat(viewer.acknowledge(400)).isTrue();
    assertThat(output(viewer.next(ALL))).isEqualTo("1048576+400");
  }

  @Test
  void isNotWokenForOutputThatOnlyItsAcknowledgementMakesRoomFor() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    print(Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("0+1048576");
    int before = woken.get();

    print(1000);
    assertThat(woken).hasValue(before);

    viewer.acknowledge(1);
    assertThat(woken).hasValueGreaterThan(before);
    assertThat(output(viewer.next(ALL))).isEqualTo("1048576+1");
  }

  @Test
  void refusesAnAcknowledgementOfWhatWasNeverSent() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    print(100);

    assertThat(viewer.acknowledge(1)).isFalse();
    assertThat(viewer.acknowledge(-1)).isFalse();
    assertThat(output(viewer.next(ALL))).isEqualTo("0+100");
    assertThat(viewer.acknowledge(100)).isTrue();
    assertThat(viewer.acknowledge(50)).isTrue();
  }

  @Test
  void startsAfreshWhenItAcknowledgesAfterFallingBehindAndNotTwice() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    print(Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("0+1048576");
    print(2 * Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("Nothing");

    viewer.acknowledge(10);
    assertThat(output(viewer.next(ALL))).isEqualTo("Restart");
    viewer.restartAt(stream.snapshot());
    print(2 * Viewer.CREDIT_BYTES);

    assertThat(output(viewer.next(ALL))).isEqualTo("Nothing");
    viewer.acknowledge(20);
    assertThat(output(viewer.next(ALL))).isEqualTo("Nothing");
    viewer.acknowledge(3 * Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("Restart");
  }

  @Test
  void getsNoFreshCreditWithASnapshotForWhatItOwes() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    print(1000);
    assertThat(output(viewer.next(ALL))).isEqualTo("0+1000");
    // Its connection was too slow to take what came meanwhile.
    print(3 * Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("Restart");
    viewer.restartAt(stream.snapshot());
    long snapshot = 1000 + 3L * Viewer.CREDIT_BYTES;
    print(Viewer.CREDIT_BYTES);

    assertThat(output(viewer.next(ALL))).isEqualTo(snapshot + "+" + (Viewer.CREDIT_BYTES - 1000));
    viewer.acknowledge(400);
    assertThat(output(viewer.next(ALL)))
        .isEqualTo(snapshot + Viewer.CREDIT_BYTES - 1000 + "+" + 400);
    viewer.acknowledge(snapshot);
    assertThat(output(viewer.next(ALL)))
        .isEqualTo(snapshot + Viewer.CREDIT_BYTES - 600 + "+" + 600);
    assertThat(output(viewer.next(ALL))).isEqualTo("Nothing");
  }

  @Test
  void letsTheProgramGetNoFurtherAheadThanItsCreditWhereItHolds() {
    Viewer viewer = join(Viewer.Flow.HOLD);
    assertThat(stream.allowance()).isEqualTo(Viewer.CREDIT_BYTES);
    print(Viewer.CREDIT_BYTES);
    assertThat(stream.allowance()).isZero();
    assertThat(output(viewer.next(ALL))).isEqualTo("0+1048576");

    viewer.acknowledge(1000);

    assertThat(stream.allowance()).isEqualTo(1000);
  }

  @Test
  void losesItsHoldOnlyForWhatItHasOwedForTooLong() {
    Viewer viewer = join(Viewer.Flow.HOLD);
    // It owes nothing, however long nothing has happened.
    stream.releaseHoldsStalledFor(Duration.ZERO);
    assertThat(viewer.holds()).isTrue();
    print(Viewer.CREDIT_BYTES);
    assertThat(output(viewer.next(ALL))).isEqualTo("0+1048576");
    stream.releaseHoldsStalledFor(Duration.ofMinutes(1));
    assertThat(viewer.holds()).isTrue();

    stream.releaseHoldsStalledFor(Duration.ZERO);

    assertThat(viewer.holds()).isFalse();
    assertThat(stream.allowance()).isPositive();
    assertThat(viewer.next(ALL))
        .isInstanceOfSatisfying(
            Delivery.Notice.class,
            notice ->
                assertThat(notice.happening())
                    .isInstanceOfSatisfying(
                        Happening.Remark.class,
                        remark -> assertThat(remark.code()).isEqualTo("hold-lost")));
  }

  @Test
  void isToldOfTheEndOnceAndAfterAllOutput() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    stream.output("bye".getBytes(US_ASCII), 0, 3);
    stream.exited(new ExitStatus.Exited(0));
    stream.ended().join();

    assertThat(output(viewer.next(2))).isEqualTo("0+2");
    assertThat(output(viewer.next(2))).isEqualTo("2+1");
    assertThat(viewer.next(2))
        .isEqualTo(new Delivery.Notice(new Happening.Exited(new ExitStatus.Exited(0))));
    assertThat(output(viewer.next(2))).isEqualTo("Nothing");
  }

  @Test
  void keepsTheNewestOfEachKindOfNews() {
    Viewer viewer = join(Viewer.Flow.SKIP);
    for (int i = 0; i < 10_000; i++) {
      viewer.tell(new Happening.Titled("title " + i));
      viewer.tell(new Happening.Bell());
    }

    assertThat(viewer.next(ALL)).isEqualTo(new Delivery.Notice(new Happening.Titled("title 9999")));
    assertThat(viewer.next(ALL)).isEqualTo(new Delivery.Notice(new Happening.Bell()));
    assertThat(viewer.next(ALL)).isEqualTo(new Delivery.Nothing());
  }
}
