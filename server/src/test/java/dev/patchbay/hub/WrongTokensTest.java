package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On a hub of its own: whoever guesses slows down all wrong tokens from the same address. */
class WrongTokensTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void slowsDownWhoTriesTokens() {
    long begun = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      TestHub.Response response =
          HUB.bareRequest("POST", "/api/login")
              .header("Content-Type", "application/json")
              .body("{\"token\":\"wrong-wrong-wrong-wrong\"}")
              .send();
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body()).doesNotContain("wrong-wrong");
    }
    // 50 + 100 + 200 + 400 + 800 ms
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1500));
    assertThat(HUB.request("GET", "/api/system").send().status()).isEqualTo(200);
  }

  @Test
  void answersARightTokenAtOnceWhileWrongOnesFromTheSameAddressWait() throws Exception {
    // Each of the last ones waits for 5 s.
    List<CompletableFuture<TestHub.Response>> guesses = new ArrayList<>();
    try (ExecutorService guessers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        guesses.add(CompletableFuture.supplyAsync(WrongTokensTest::guess, guessers));
      }
      await().until(() -> guesses.stream().anyMatch(CompletableFuture::isDone));

      assertThat(HUB.request("GET", "/api/system").send().status()).isEqualTo(200);
      assertThat(Browser.logIn(HUB).status("GET", "/api/system")).isEqualTo(200);

      assertThat(guesses).anyMatch(guess -> !guess.isDone());
    }
    assertThat(guesses).allMatch(guess -> guess.join().status() == 401);
  }

  private static TestHub.Response guess() {
    return HUB.bareRequest("GET", "/api/system").header("Authorization", "Bearer wrong").send();
  }
}
