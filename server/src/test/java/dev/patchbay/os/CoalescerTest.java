package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that is noted is lost, and nothing is told more often than it was noted. */
@Timeout(120)
class CoalescerTest {
  private static final Duration PERIOD = Duration.ofMillis(1);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Loop loop = new Loops((_, _) -> {}).named("test");

  @AfterEach
  void close() {
    clock.shutdownNow();
  }

  private void later(Duration delay, Runnable task) {
    var _ = clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Each key has a version; when all is quiet, what was told last of each is its newest one. */
  @Test
  void tellsTheNewestOfEachKeyHoweverManyNoteAtOnce() throws InterruptedException {
    int keys = 20;
    int producers = 8;
    List<AtomicInteger> versions = new ArrayList<>();
    Map<Integer, Integer> told = new ConcurrentHashMap<>();
    for (int i = 0; i < keys; i++) {
      versions.add(new AtomicInteger());
    }
    Coalescer<Integer> coalescer =
        new Coalescer<>(loop, PERIOD, this::later, key -> told.put(key, versions.get(key).get()));
    CountDownLatch done = new CountDownLatch(producers);

    for (int producer = 0; producer < producers; producer++) {
      int seed = producer;
      Thread.startVirtualThread(() -> {
        for (int i = 0; i < 50_000; i++) {
          int key = (i * 7 + seed) % keys;
          versions.get(key).incrementAndGet();
          coalescer.note(key);
        }
        done.countDown();
      });
    }
    done.await();

    for (int i = 0; i < keys; i++) {
      int key = i;
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> told.getOrDefault(key, 0) == versions.get(key).get());
    }
  }

  @Test
  void tellsTheOthersIfTellingOneThrows() {
    Map<String, Integer> told = new ConcurrentHashMap<>();
    Coalescer<String> coalescer =
        new Coalescer<>(
            loop,
            PERIOD,
            this::later,
            key -> {
              if (key.equals("bad")) {
                throw new AssertionError(key);
              }
              told.merge(key, 1, Integer::sum);
            });

    coalescer.note("bad");
    coalescer.note("good");
    await().atMost(Duration.ofSeconds(30)).until(() -> told.containsKey("good"));
    coalescer.note("later");
    await().atMost(Duration.ofSeconds(30)).until(() -> told.containsKey("later"));
  }

  @Test
  void triesAgainIfItCouldNotBeScheduled() {
    AtomicInteger attempts = new AtomicInteger();
    Map<String, Integer> told = new ConcurrentHashMap<>();
    Coalescer<String> coalescer =
        new Coalescer<>(
            loop,
            PERIOD,
            (delay, task) -> {
              if (attempts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("a test's");
              }
              later(delay, task);
            },
            key -> told.merge(key, 1, Integer::sum));

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> coalescer.note("key")))
        .isInstanceOf(OutOfMemoryError.class);
    coalescer.note("key");

    await().atMost(Duration.ofSeconds(30)).until(() -> told.containsKey("key"));
  }
}
