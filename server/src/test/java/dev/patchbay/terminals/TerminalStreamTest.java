package dev.patchbay.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.terminals.attention.ScreenRules;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one part of a terminal throws keeps nothing of the others from being told. */
class TerminalStreamTest {
  private final MemoryBudget budget = new MemoryBudget(1 << 30);
  private final Loops loops = new Loops((_, _) -> {});
  private final Loop loop = loops.named("drawing");

  @AfterEach
  void endTheBudgetsThread() {
    budget.close();
  }

  private TerminalStream stream() {
    return BareStream.stream(loop, budget);
  }

  private static void fail() {
    throw new AssertionError("a test's");
  }

  private long failures() {
    return loops.states().getFirst().failures();
  }

  @Test
  void itsEndIsToldWhoeverCannotHearOfIt() {
    TerminalStream stream = stream();
    AtomicInteger told = new AtomicInteger();
    var _ = stream.onChange(TerminalStreamTest::fail);
    var _ = stream.onChange(told::incrementAndGet);

    stream.exited(new ExitStatus.Exited(0));

    await().until(() -> told.get() == 1);
    assertThat(stream.ended()).isCompletedWithValue(new ExitStatus.Exited(0));
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void aLookAtItsScreenThatFailsIsCounted() {
    TerminalStream stream = stream();

    ScreenLooks.begin(
        stream,
        loop,
        (_, task) -> task.run(),
        () -> {
          fail();
          return ScreenRules.NONE;
        });

    await().until(() -> failures() == 1);
  }
}
