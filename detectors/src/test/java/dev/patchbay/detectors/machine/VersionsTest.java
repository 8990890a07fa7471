package dev.patchbay.detectors.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1.10, 1.9",
    "1.2.1, 1.2",
    "1.2, 1.2-rc1",
    "1.2-rc2, 1.2-rc1",
    "2.0.0-beta.11, 2.0.0-beta.2",
    "20.11.0, 9.99.9",
    "1.1.1k, 1.1.1j",
    "100000000000000000000.1, 99999999999999999999.1"
  })
  void countsAsPeopleDo(String newer, String older) {
    assertThat(Versions.isNewer(newer, older)).isTrue();
    assertThat(Versions.isNewer(older, newer)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1.2, 1.2", "v1.2, v1.2", "1.2+build1, 1.2+build2"})
  void seesThatTwoAreTheSame(String one, String other) {
    assertThat(Versions.isNewer(one, other)).isFalse();
    assertThat(Versions.isNewer(other, one)).isFalse();
  }
}
