package dev.patchbay.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
  @Test
  void findsTheFirstGroupInOneOfTheLines() {
    assertThat(BoundedPattern.of("^V (\\d+)").firstGroup("warning\nV 12\n")).contains("12");
    assertThat(BoundedPattern.of("\\d+").firstGroup("V 12")).contains("12");
    assertThat(BoundedPattern.of("x").firstGroup("V 12")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(a|aa)+$b", "(.*a){20}b"})
  void givesUpWhatWouldTakeForEver(String regex) {
    long start = System.nanoTime();

    assertThat(BoundedPattern.of(regex).isIn("a".repeat(60_000))).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }
}
