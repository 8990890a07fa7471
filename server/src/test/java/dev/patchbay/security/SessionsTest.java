package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (Sessions sessions = open()) {
      Sessions.Credentials early = sessions.begin();
      await().until(() -> Files.exists(folder().resolve("sessions")));
      removeAll(folder());

      Sessions.Credentials late = sessions.begin();
      sessions.end(id(sessions, early)).join();

      assertThat(isGood(sessions, late)).isTrue();
      assertThat(isGood(sessions, early)).isFalse();

      DataDir.open(folder());
      await().until(() -> Files.exists(folder().resolve("sessions")));
      try (Sessions restarted = open()) {
        assertThat(isGood(restarted, late)).isTrue();
        assertThat(isGood(restarted, early)).isFalse();
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
