package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.DataDir;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  @TempDir private Path folder;

  @Test
  void surviveARestartAndKeepNoCookieOnDisk() throws Exception {
    String id = new Sessions(DataDir.open(folder)).begin();

    Sessions restarted = new Sessions(DataDir.open(folder));

    assertThat(restarted.isValid(id)).isTrue();
    assertThat(restarted.isValid(id + "x")).isFalse();
    assertThat(Files.readString(folder.resolve("sessions"))).doesNotContain(id);
  }

  @Test
  void endForGood() {
    Sessions sessions = new Sessions(DataDir.open(folder));
    String id = sessions.begin();

    sessions.end(id);

    assertThat(sessions.isValid(id)).isFalse();
    assertThat(new Sessions(DataDir.open(folder)).isValid(id)).isFalse();
  }

  @Test
  void areBounded() throws Exception {
    Sessions sessions = new Sessions(DataDir.open(folder));
    String first = sessions.begin();
    for (int i = 0; i < 1_000; i++) {
      sessions.begin();
    }

    assertThat(sessions.isValid(first)).isFalse();
    assertThat(Files.readAllLines(folder.resolve("sessions"))).hasSize(1_000);
  }

  @Test
  void areSetAsideWhereTheFileIsDamaged() throws Exception {
    Files.writeString(folder.resolve("sessions"), "no hash at all\n");

    Sessions sessions = new Sessions(DataDir.open(folder));

    assertThat(sessions.isValid(sessions.begin())).isTrue();
    assertThat(folder.resolve("sessions.damaged")).exists();
  }
}
