package dev.patchbay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionCacheTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  private VersionCache open() {
    return VersionCache.open(folder.resolve("sub").resolve("tools.json"), DAY);
  }

  @Test
  void isThereAgainAfterARestart() throws Exception {
    VersionCache cache = open();
    cache.put("one", new Version.Known("1.2"), NOW);
    cache.put("two\n\"", new Version.NotTheTool("another"), NOW);
    cache.put("three", new Version.NotAsked(), NOW);
    cache.save();

    VersionCache again = open();

    assertThat(again.warning()).isEmpty();
    assertThat(again.find("one", NOW)).contains(new Version.Known("1.2"));
    assertThat(again.find("two\n\"", NOW)).contains(new Version.NotTheTool("another"));
    assertThat(again.find("three", NOW)).isEmpty();
    try (var files = Files.list(folder.resolve("sub"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void forgetsWithAgeAndFailuresSooner() {
    VersionCache cache = open();
    cache.put("good", new Version.Known("1.2"), NOW);
    cache.put("bad", new Version.Unknown("late"), NOW);

    assertThat(cache.find("bad", NOW.plus(Duration.ofMinutes(59)))).isPresent();
    assertThat(cache.find("bad", NOW.plus(Duration.ofMinutes(61)))).isEmpty();
    assertThat(cache.find("good", NOW.plus(Duration.ofHours(23)))).isPresent();
    assertThat(cache.find("good", NOW.plus(DAY))).isEmpty();
  }

  @Test
  void doesNotTrustWhatAClockThatWasSetBackLeft() {
    VersionCache cache = open();
    cache.put("one", new Version.Known("1.2"), NOW.plus(DAY));

    assertThat(cache.find("one", NOW)).isEmpty();
  }

  @Test
  void keepsTheNewestWhereThereAreTooMany() throws Exception {
    VersionCache cache = open();
    for (int i = 0; i < 2_100; i++) {
      cache.put("key" + i, new Version.Known("1"), NOW.plusMillis(i));
    }
    cache.save();

    assertThat(open().find("key99", NOW)).isEmpty();
    assertThat(open().find("key100", NOW)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"form\": 99, \"entries\": []}",
        "{\"form\": 1, \"entries\": [{\"key\": 5}]}",
        "{\"form\": 1, \"entries\": [{\"key\": \"a\", \"state\": \"odd\"}]}",
        "{\"form\": 1, \"entries\": [{\"key\": \"a\", \"state\": \"known\", \"at\": \"soon\"}]}"
      })
  void beginsAnewWithAWarningWhereTheFileIsDamaged(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("tools.json"), text);

    VersionCache cache = VersionCache.open(file, DAY);

    assertThat(cache.warning()).contains(file.toString(), "damaged");
    cache.put("a", new Version.Known("1"), NOW);
    cache.save();
    assertThat(VersionCache.open(file, DAY).warning()).isEmpty();
    assertThat(List.of(VersionCache.open(file, DAY).find("a", NOW))).hasSize(1);
  }
}
