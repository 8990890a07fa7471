package dev.patchbay.terminals.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import java.io.File;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A terminal whose program ends at once leaves nothing behind, as any other. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ShortTerminalsTest {
  private static final int TERMINALS = 1_500;

  /** Enough at once that the poller and the starters meet. */
  private static final int AT_ONCE = 8;

  private final Loops loops = new Loops((_, _) -> {});

  @Test
  void leaveNoHandlerNoDescriptorAndNoObject() throws InterruptedException {
    Ptys ptys = Ptys.by(NativeSupport.ofThisMachine(), loops);
    end(ptys, 20);
    int before = descriptors();

    List<WeakReference<PtyListener>> listeners = end(ptys, TERMINALS);

    await().atMost(Duration.ofSeconds(30)).until(() -> watched() == 0);
    assertThat(descriptors()).isLessThanOrEqualTo(before);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          System.gc();
          assertThat(listeners.stream().map(WeakReference::get).filter(Objects::nonNull)).isEmpty();
        });
    ptys.close();
  }

  private static List<WeakReference<PtyListener>> end(Ptys ptys, int count)
      throws InterruptedException {
    List<WeakReference<PtyListener>> listeners = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(count);
    Semaphore room = new Semaphore(AT_ONCE);
    for (int i = 0; i < count; i++) {
      room.acquire();
      PtyListener listener = listener(ended, room);
      listeners.add(new WeakReference<>(listener));
      PtySpec spec =
          new PtySpec(
              Path.of("/bin/true"),
              List.of("true"),
              Map.of("MARK", "short" + i),
              "MARK",
              Path.of("/"),
              80,
              24);
      Thread.startVirtualThread(() -> ptys.start(spec, listener));
    }
    ended.await();
    return listeners;
  }

  private static PtyListener listener(CountDownLatch ended, Semaphore room) {
    return new PtyListener() {
      @Override
      public int allowance() {
        return Integer.MAX_VALUE;
      }

      @Override
      public void output(byte[] buffer, int offset, int length) {}

      @Override
      public void exited(ExitStatus status) {
        ended.countDown();
        room.release();
      }
    };
  }

  private int watched() {
    return loops.states().stream()
        .map(Loop.State::watched)
        .mapToInt(count -> count.orElse(0))
        .sum();
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }
}
