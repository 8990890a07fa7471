package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "10s,10000",
    "5m,300000",
    "2h,7200000",
    "7d,604800000",
    "1 s,1000",
    "1h30m,5400000",
    "1m 30s,90000",
    "0,0"
  })
  void readsDurations(String text, long millis) {
    assertThat(Quantities.duration(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "1B,1",
    "64KiB,65536",
    "512MiB,536870912",
    "2GiB,2147483648",
    "1 mib,1048576",
    "512M,536870912",
    "1g,1073741824",
    "64kb,65536",
    "1.5k,1536",
    "0,0"
  })
  void readsSizes(String text, long bytes) {
    assertThat(Quantities.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0.5,0.5", "2,2", "80%,0.8", "150 %,1.5"})
  void readsCores(String text, double cores) {
    assertThat(Quantities.cores(text)).isEqualTo(cores);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "s", "-1s", "1.5s", "1x", "99999999999999s", "1 s 2", "1h1h", "1hx"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Quantities.duration(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512", "1x", "1bib", "-1k", "1.k", "1kibb"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Quantities.size(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesSizesBeyondNumbers() {
    assertThatThrownBy(() -> Quantities.size("999999999999TiB"))
        .isInstanceOf(ArithmeticException.class);
  }
}
