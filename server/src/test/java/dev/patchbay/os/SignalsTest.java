package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which people write signals. */
class SignalsTest {
  @ParameterizedTest
  @CsvSource({
    "TERM, 15",
    "sigterm, 15",
    "SIGKILL, 9",
    "15, 15",
    "terminate, 15",
    "interrupt, 2",
    "hangup, 1",
    "user2, 12",
    "continue, 18",
    "stop, 19",
    "IOT, 6",
    "RTMIN, 34",
    "SIGRTMIN+3, 37",
    "rtmax-1, 63",
    "RTMAX, 64",
    "64, 64",
    "0, 0",
    "32, 0",
    "33, 0",
    "65, 0",
    "RTMIN-1, 0",
    "RTMIN+31, 0",
    "TERMX, 0",
    "'', 0",
    "-9, 0"
  })
  void findsTheNumber(String text, int number) {
    assertThat(Signals.number(text).orElse(0)).isEqualTo(number);
  }
}
