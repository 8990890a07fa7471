package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.config.DataDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final AccessToken TOKEN = token("the token of this hub");

  @TempDir private Path parent;

  private static AccessToken token(String value) {
    return AccessToken.find(
            Map.of(AccessToken.VARIABLE, value.replace(' ', '-')), new DataDir(Path.of("/")))
        .orElseThrow();
  }

  private Path folder() {
    return parent.resolve("data");
  }

  private Sessions open() {
    return open(TOKEN);
  }

  private Sessions open(AccessToken token) {
    return new Sessions(SessionStore.open(DataDir.open(folder())), token);
  }

  private static boolean isGood(Sessions sessions, Sessions.Credentials shown) {
    return sessions.find(shown.cookie(), shown.key()).isPresent();
  }

  private static String id(Sessions sessions, Sessions.Credentials shown) {
    return sessions.find(shown.cookie(), shown.key()).orElseThrow();
  }

  @Test
  void surviveARestartAndKeepNoSecretOnDisk() throws Exception {
    Sessions before = open();
    Sessions.Credentials shown = before.begin();
    before.close();

    try (Sessions restarted = open()) {
      assertThat(isGood(restarted, shown)).isTrue();
      assertThat(restarted.find(shown.cookie() + "x", shown.key())).isEmpty();
      assertThat(restarted.find(shown.cookie(), shown.key() + "x")).isEmpty();
      assertThat(restarted.find(shown.key(), shown.cookie())).isEmpty();
      assertThat(Files.readString(folder().resolve("sessions")))
          .doesNotContain(shown.cookie(), shown.key(), TOKEN.reveal());
    }
  }

  @Test
  void endForGoodAndTellIt() {
    List<String> ended = new ArrayList<>();
    try (Sessions sessions = open()) {
      sessions.onEnd(ended::add);
      Sessions.Credentials shown = sessions.begin();
      String id = id(sessions, shown);

      sessions.end(id).join();

      assertThat(ended).containsExactly(id);
      assertThat(sessions.isLive(id)).isFalse();
      // The disk has forgotten it already.
      try (Sessions restarted = open()) {
        assertThat(isGood(restarted, shown)).isFalse();
      }
    }
  }

  @Test
  void endWithTheirTokenForGood() {
    Sessions before = open();
    Sessions.Credentials shown = before.begin();
    before.close();

    try (Sessions changed = open(token("another token of this hub"))) {
      assertThat(isGood(changed, shown)).isFalse();
    }
    try (Sessions back = open()) {
      assertThat(isGood(back, shown)).as("the first token again").isFalse();
    }
  }

  @Test
  void endWhenTheTokenIsReplacedWhileTheHubRuns() {
    List<String> ended = new ArrayList<>();
    Sessions sessions = open();
    sessions.onEnd(ended::add);
    Sessions.Credentials shown = sessions.begin();
    AccessToken successor = token("another token of this hub");

    sessions.endAll(successor);

    assertThat(isGood(sessions, shown)).isFalse();
    assertThat(ended).hasSize(1);
    Sessions.Credentials next = sessions.begin();
    sessions.close();
    try (Sessions restarted = open(successor)) {
      assertThat(isGood(restarted, next)).isTrue();
    }
  }

  @Test
  void areBounded() throws Exception {
    Sessions sessions = open();
    Sessions.Credentials first = sessions.begin();
    for (int i = 0; i < 1_000; i++) {
      sessions.begin();
    }
    sessions.close();

    assertThat(isGood(sessions, first)).isFalse();
    assertThat(Files.readAllLines(folder().resolve("sessions"))).hasSize(1_001);
  }

  @Test
  void areSetAsideWhereTheFileIsDamaged() throws Exception {
    for (String damaged : new String[] {"no hash at all\n", "patchbay-sessions-2 x\nabc 1\n"}) {
      DataDir.open(folder()).write("sessions", damaged);

      try (Sessions sessions = open()) {
        assertThat(isGood(sessions, sessions.begin())).isTrue();
        assertThat(Files.readString(folder().resolve("sessions.damaged"))).isEqualTo(damaged);
      }
    }
  }

  @Test
  void liveOnInMemoryWhileTheDiskCannotBeWrittenAndAreKeptOnceItCan() throws Exception {
    DataDir dataDir = DataDir.open(folder());
    Path file = folder().resolve("sessions");
    try (dataDir;
        Sessions sessions = new Sessions(SessionStore.open(dataDir), TOKEN)) {
      Sessions.Credentials early = sessions.begin();
      await().until(() -> Files.exists(file));
      Files.delete(file);
      // A folder that is not empty is replaced by no file.
      Files.createDirectories(file.resolve("in the way"));

      Sessions.Credentials late = sessions.begin();
      sessions.end(id(sessions, early)).join();

      assertThat(isGood(sessions, late)).isTrue();
      assertThat(isGood(sessions, early)).isFalse();
      assertThat(dataDir.storage().unwritten())
          .singleElement()
          .satisfies(unwritten -> assertThat(unwritten.fault().path()).isEqualTo(file));

      Files.delete(file.resolve("in the way"));
      Files.delete(file);
      await().until(() -> Files.exists(file) && dataDir.storage().unwritten().isEmpty());
      try (Sessions restarted = open()) {
        assertThat(isGood(restarted, late)).isTrue();
        assertThat(isGood(restarted, early)).isFalse();
      }
    }
  }

  /** Set by hand. */
  private static final class TestClocks implements Sessions.Clocks {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanoTime = Long.MAX_VALUE - 1;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanoTime() {
      return nanoTime;
    }
  }

  @Test
  void areOverAfterThirtyDaysOfEitherClock() {
    Duration almost = Sessions.LIFETIME.minusSeconds(1);
    TestClocks clocks = new TestClocks();
    try (Sessions sessions =
        new Sessions(SessionStore.open(DataDir.open(folder())), TOKEN, clocks)) {
      Sessions.Credentials first = sessions.begin();
      clocks.nanoTime += almost.toNanos();
      // Somebody has put the clock of the day back.
      clocks.now = clocks.now.minus(Duration.ofDays(1000));
      assertThat(isGood(sessions, first)).isTrue();
      clocks.nanoTime += Duration.ofSeconds(1).toNanos();
      assertThat(isGood(sessions, first)).isFalse();

      Sessions.Credentials second = sessions.begin();
      // The machine has slept.
      clocks.now = clocks.now.plus(almost);
      assertThat(isGood(sessions, second)).isTrue();
      clocks.now = clocks.now.plusSeconds(1);
      assertThat(isGood(sessions, second)).isFalse();
    }
  }

  @Test
  void areGoodForNoLongerThanThirtyDaysAfterARestartWithAClockThatWasPutBack() {
    TestClocks clocks = new TestClocks();
    Sessions before = new Sessions(SessionStore.open(DataDir.open(folder())), TOKEN, clocks);
    Sessions.Credentials shown = before.begin();
    before.close();
    clocks.now = clocks.now.minus(Duration.ofDays(1000));

    try (Sessions restarted =
        new Sessions(SessionStore.open(DataDir.open(folder())), TOKEN, clocks)) {
      assertThat(isGood(restarted, shown)).isTrue();
      clocks.nanoTime += Sessions.LIFETIME.toNanos();
      assertThat(isGood(restarted, shown)).isFalse();
    }
  }
}
