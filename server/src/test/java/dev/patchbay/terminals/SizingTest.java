package dev.patchbay.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.Loops;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SizingTest {
  private final SlowPicture picture = new SlowPicture();
  private final Loops loops = new Loops((_, _) -> {});
  private final Sizing sizing = new Sizing(80, 24, loops.named("drawing"), picture);

  /** Notes the sizes it is given, and draws when it is let. */
  private static final class SlowPicture implements Sizing.Picture {
    final List<Integer> cols = new CopyOnWriteArrayList<>();
    final CountDownLatch mayDraw = new CountDownLatch(1);
    volatile boolean behind;
    volatile boolean fails;

    @Override
    public void resize(int newCols, int newRows) {
      cols.add(newCols);
    }

    @Override
    public boolean isBehind() {
      return behind;
    }

    @Override
    public void catchUp() {
      if (fails) {
        throw new AssertionError("a test's");
      }
      try {
        mayDraw.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void putsASizeInForceBeforeTheCallReturns() {
    sizing.resizeSoon(100, 30);

    assertThat(picture.cols).containsExactly(100);
    assertThat(sizing.current()).isEqualTo(new Sizing.Size(100, 30));
  }

  @Test
  void tellsASizeThatIsInForceToNobody() {
    sizing.resizeSoon(80, 24);

    assertThat(picture.cols).isEmpty();
  }

  @Test
  void takesOnlyTheLastOfThoseThatComeFasterThanTheyAreDrawn() {
    picture.behind = true;
    sizing.resizeSoon(100, 30);
    await().until(() -> picture.cols.equals(List.of(100)));
    for (int cols = 101; cols <= 200; cols++) {
      sizing.resizeSoon(cols, 30);
    }

    picture.mayDraw.countDown();

    await().until(() -> sizing.current().cols() == 200);
    assertThat(picture.cols).containsExactly(100, 200);
  }

  @Test
  void goesOnAfterASizeThatCouldNotBeDrawn() {
    picture.behind = true;
    picture.fails = true;
    sizing.resizeSoon(100, 30);
    await().until(() -> loops.states().getFirst().failures() == 1);
    picture.fails = false;
    picture.mayDraw.countDown();

    sizing.resizeSoon(110, 30);

    await().until(() -> sizing.current().cols() == 110);
  }
}
