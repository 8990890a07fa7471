package dev.patchbay.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void findsTheFirstGroupInOneOfTheLines() {
    assertThat(BoundedPattern.of("^V (\\d+)").firstGroup("warning\nV 12\n")).contains("12");
    assertThat(BoundedPattern.of("\\d+").firstGroup("V 12")).contains("12");
    assertThat(BoundedPattern.of("x").firstGroup("V 12")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(a|aa)+$b", "(.*a){20}b"})
  void givesUpWhatWouldTakeForEver(String regex) {
    long start = THREADS.getCurrentThreadCpuTime();

    assertThat(BoundedPattern.of(regex).isIn("a".repeat(60_000))).isFalse();

    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    assertThat(took).as("processor time").isLessThan(Duration.ofSeconds(20));
  }
}
