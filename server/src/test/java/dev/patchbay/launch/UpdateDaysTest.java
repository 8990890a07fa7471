package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is started again and again, with a clock that is turned. */
class UpdateDaysTest {
  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-11-28T08:00:00Z");
  private UpdateDays days = new UpdateDays(new DataDir(Path.of("/nonexistent")), () -> now);

  @BeforeEach
  void restart() {
    days = new UpdateDays(DataDir.open(folder), () -> now);
  }

  private boolean begins(Duration later) {
    now = now.plus(later);
    return days.mayBegin() && days.begin();
  }

  @Test
  void letsANewHubAskNobodyForADay() {
    assertThat(begins(Duration.ZERO)).isFalse();
    assertThat(begins(Duration.ofHours(23))).isFalse();
    assertThat(begins(Duration.ofHours(1))).isTrue();
    assertThat(begins(Duration.ZERO)).isFalse();
  }

  @Test
  void asksOnceADayHoweverOftenTheHubIsRestarted() {
    assertThat(begins(Duration.ZERO)).isFalse();

    int asked = 0;
    for (int hours = 0; hours < 72; hours += 2) {
      restart();
      asked += begins(Duration.ofHours(2)) ? 1 : 0;
    }

    assertThat(asked).isEqualTo(3);
  }

  @Test
  void asksSoonAfterAStartThatComesDaysLater() {
    assertThat(begins(Duration.ZERO)).isFalse();

    restart();

    assertThat(begins(Duration.ofDays(2))).isTrue();
  }

  @Test
  void countsFromWhenSomebodyAskedByHimself() {
    assertThat(begins(Duration.ZERO)).isFalse();
    now = now.plus(Duration.ofHours(20));
    days.note();

    restart();

    assertThat(begins(Duration.ofHours(20))).isFalse();
    assertThat(begins(Duration.ofHours(4))).isTrue();
  }

  @Test
  void beginsAnewWhereTheFileIsDamagedAndAsksWhereTheClockWasSetBack() throws IOException {
    Files.writeString(folder.resolve("updates-asked"), "yesterday\n");
    assertThat(begins(Duration.ZERO)).isFalse();
    assertThat(begins(Duration.ofDays(1))).isTrue();

    restart();

    assertThat(begins(Duration.ofDays(-400))).isTrue();
    assertThat(begins(Duration.ofHours(1))).isFalse();
  }
}
