package dev.patchbay.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPatternTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void findsTheFirstGroupInOneOfTheLines() {
    assertThat(UserPattern.ofLines("^V (\\d+)").firstGroup("warning\nV 12\n")).contains("12");
    assertThat(UserPattern.of("\\d+").firstGroup("V 12")).contains("12");
    assertThat(UserPattern.of("(a)|b").firstGroup("b")).contains("b");
    assertThat(UserPattern.of("x").firstGroup("V 12")).isEmpty();
    assertThat(UserPattern.of("^V").isIn("warning\nV 12\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a|aa)+$b",
        "(.*a){20}b",
        "(.*,){12}P",
        "(ready|up| |\\w)*listening$",
        "(x+x+)+y"
      })
  void takesTimeInProportionToTheText(String regex) {
    long start = THREADS.getCurrentThreadCpuTime();

    assertThat(UserPattern.of(regex).isIn("a".repeat(60_000))).isFalse();
    assertThat(UserPattern.of(regex).isIn("1,2,3,4,5,6,7,8,9,".repeat(400))).isFalse();

    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    assertThat(took).as("processor time").isLessThan(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(a{1000}){1000}",
        "(?:[a-z]{50}){50}",
        "((\\d|\\w){90}x){30}"
      })
  void refusesWhatWouldTakeTooMuchMemory(String regex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserPattern.of(regex))
        .withMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "a{1000}",
        "[]{}]{2}x{,3}{",
        "\\Qa{1000}{1000}\\E",
        "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z"
      })
  void takesWhatPeopleWrite(String regex) {
    assertThat(UserPattern.of(regex).isIn("")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserPattern.of("(?=a)"))
        .withMessageContaining("\"(?=a)\" is no regular expression of RE2");
  }
}
