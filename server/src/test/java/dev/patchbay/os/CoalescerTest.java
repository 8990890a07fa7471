package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that is noted is lost, and nothing is told more often than it was noted. */
@Timeout(120)
class CoalescerTest {
  private static final Duration PERIOD = Duration.ofMillis(1);
  private static final int KEYS = 20;
  private static final int ROUNDS = 200;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Loop loop = new Loops((_, _) -> {}).named("test");

  @AfterEach
  void close() {
    clock.shutdownNow();
  }

  private void later(Duration delay, Runnable task) {
    var _ = clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Each key has a version; when all is quiet, what was told last of each is its newest one. It is
   * quiet often, since what is lost shows only if the same is not noted again.
   */
  @Test
  void tellsTheNewestOfEachKeyHoweverManyNoteAtOnce() throws InterruptedException {
    List<AtomicInteger> versions = Stream.generate(AtomicInteger::new).limit(KEYS).toList();
    Map<Integer, Integer> told = new ConcurrentHashMap<>();
    Coalescer<Integer> coalescer =
        new Coalescer<>(loop, PERIOD, this::later, key -> told.put(key, versions.get(key).get()));

    for (int round = 0; round < ROUNDS; round++) {
      noteFromAllSides(coalescer, versions);
      for (int key = 0; key < KEYS; key++) {
        int newest = versions.get(key).get();
        int each = key;
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .atMost(Duration.ofSeconds(30))
            .until(() -> told.getOrDefault(each, 0) == newest);
      }
    }
  }

  private static void noteFromAllSides(Coalescer<Integer> coalescer, List<AtomicInteger> versions)
      throws InterruptedException {
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < 8; producer++) {
      int seed = producer;
      producers.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 1_000; i++) {
              int key = (i * 7 + seed) % KEYS;
              versions.get(key).incrementAndGet();
              coalescer.note(key);
            }
          }));
    }
    for (Thread producer : producers) {
      producer.join();
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
