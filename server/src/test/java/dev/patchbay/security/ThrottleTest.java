package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final Throttle throttle = new Throttle();

  @Test
  void letsEachWrongTokenOfAnAddressWaitLonger() {
    LongStream waits = LongStream.generate(() -> throttle.fail("a").orElseThrow()).limit(9);

    assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    assertThat(throttle.fail("b")).hasValue(50);
  }

  @Test
  void boundsTheAnswersThatWait() {
    for (int i = 0; i < 200; i++) {
      assertThat(throttle.fail("address " + i)).isPresent();
    }
    assertThat(throttle.fail("one more")).isEmpty();

    throttle.answered();

    assertThat(throttle.fail("one more")).isPresent();
    assertThat(throttle.fail("one more")).isEmpty();
  }
}
