package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  @Test
  void tellsWhoHangsUntilItRunsAgain() {
    CountDownLatch hangs = new CountDownLatch(1);
    try (ExecutorService loop = Executors.newSingleThreadExecutor();
        Heartbeats heartbeats =
            new Heartbeats(
                List.of(
                    Heartbeats.Pulse.ofVirtualThreads(),
                    new Heartbeats.Pulse("the loop", loop, _ -> true)),
                Duration.ofMillis(10),
                Duration.ofMillis(200))) {
      loop.execute(() -> {
        try {
          hangs.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });

      await().until(() -> heartbeats.hanging().contains("the loop"));
      hangs.countDown();

      await().until(() -> !heartbeats.hanging().contains("the loop"));
      assertThat(heartbeats.hanging()).doesNotContain("the loop");
    }
  }
}
