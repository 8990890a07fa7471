package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one handler or task does to a poller is not felt by the others. */
@Timeout(60)
class PollerTest {
  private final Map<String, Throwable> deaths = new ConcurrentHashMap<>();
  private final Loops loops = new Loops((loop, why) -> deaths.put(loop.name(), why));
  private final Poller poller = new Poller(loops, "test-poller");

  @AfterEach
  void close() {
    poller.close();
  }

  private static void say(SocketPair pair) {
    assertThat(pair.other().write(new byte[] {1}, 0, 1)).isEqualTo(1);
  }

  private Poller.Registration watch(SocketPair pair, Runnable handler, Runnable gaveUp) {
    Poller.Registration registration = poller.register(pair.own(), _ -> handler.run(), gaveUp);
    registration.watch(Poller.IN);
    return registration;
  }

  private Loop.State state() {
    return loops.named("test-poller").state();
  }

  @Test
  void goesOnWhateverAHandlerThrows() {
    try (SocketPair broken = SocketPair.make();
        SocketPair sound = SocketPair.make()) {
      CompletableFuture<Void> gaveUp = new CompletableFuture<>();
      AtomicInteger calls = new AtomicInteger();
      watch(
          broken,
          () -> {
            calls.incrementAndGet();
            throw new StackOverflowError();
          },
          () -> gaveUp.complete(null));
      CompletableFuture<Void> heard = new CompletableFuture<>();
      watch(sound, () -> heard.complete(null), () -> {});

      say(broken);
      gaveUp.join();
      say(sound);
      heard.join();

      assertThat(calls).hasValue(3);
      assertThat(state().failures()).isEqualTo(3);
      assertThat(state().condition()).isEqualTo(Loop.Condition.FAILING);
      assertThat(state().watched()).hasValue(1);
      poller.close();
    }
  }

  @Test
  void forgivesAHandlerThatThrowsOnce() {
    try (SocketPair pair = SocketPair.make()) {
      AtomicInteger calls = new AtomicInteger();
      CompletableFuture<Integer> read = new CompletableFuture<>();
      watch(
          pair,
          () -> {
            if (calls.incrementAndGet() == 1) {
              throw new IllegalStateException("once");
            }
            read.complete(pair.own().read(new byte[1], 0, 1));
          },
          () -> read.complete(-1));

      say(pair);

      assertThat(read.join()).isEqualTo(1);
      poller.close();
    }
  }

  @Test
  void runsTheTasksBehindOneThatThrows() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ready = new CountDownLatch(1);
    CompletableFuture<Void> second = new CompletableFuture<>();
    poller.execute(() -> {
      begun.countDown();
      awaitQuietly(ready);
    });
    begun.await();
    poller.execute(() -> {
      throw new AssertionError("a task's");
    });
    poller.execute(() -> second.complete(null));
    ready.countDown();

    second.join();
  }

  @Test
  void runsATaskThatComesAfterItsEnd() {
    poller.close();
    CompletableFuture<Void> done = new CompletableFuture<>();

    poller.execute(() -> done.complete(null));

    assertThat(done).isCompleted();
  }

  @Test
  void touchesNoDescriptorThatSomebodyElseGotAfterItsEnd() {
    poller.close();
    try (SocketPair next = SocketPair.make();
        SocketPair after = SocketPair.make();
        SocketPair own = SocketPair.make()) {
      // These have the numbers that were the poller's.
      poller.execute(() -> {});
      poller.register(own.own(), _ -> {}, () -> {}).watch(Poller.IN);

      for (SocketPair pair : new SocketPair[] {next, after}) {
        assertThat(pair.own().read(new byte[8], 0, 8)).isEqualTo(-Errno.EAGAIN);
      }
    }
  }

  @Test
  void doesNotWaitForAHandlerThatHangsWhenItIsClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    poller.execute(() -> {
      begun.countDown();
      awaitQuietly(released);
    });
    begun.await();

    poller.close();

    released.countDown();
  }

  @Test
  void saysSoWhenItCannotGoOn() {
    try (var _ = TestFaults.inject("epoll_wait", Integer.MAX_VALUE, () -> -Errno.EIO)) {
      poller.execute(() -> {});
      await().atMost(30, TimeUnit.SECONDS).until(() -> deaths.containsKey("test-poller"));
    }
    assertThat(state().condition()).isEqualTo(Loop.Condition.DEAD);
    assertThat(deaths.get("test-poller")).isInstanceOf(OsException.class);
  }

  @Test
  void goesOnAfterAWaitThatFailed() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (var _ = TestFaults.inject("epoll_wait", 3, () -> -Errno.ENOMEM)) {
      poller.execute(() -> {});
      poller.execute(() -> done.complete(null));
      done.orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertThat(deaths).isEmpty();
  }

  @Test
  void goesOnAfterOneTurnFoundNoMemory() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    poller.execute(() -> {
      throw new OutOfMemoryError("a test's");
    });
    poller.execute(() -> done.complete(null));

    done.orTimeout(30, TimeUnit.SECONDS).join();
    assertThat(deaths).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
