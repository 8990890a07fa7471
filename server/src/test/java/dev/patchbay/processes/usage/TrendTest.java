package dev.patchbay.processes.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
  private static final int STEP = 10;

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split(" "))
        .mapToDouble(number -> number.equals("-") ? Double.NaN : Double.parseDouble(number))
        .toArray();
  }

  /** Steps of ten seconds; the slope is by the hour. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // values                  | limit | level | slope | seconds until the limit
        "5 5 5 5 5 5               | 10    | 5     | 0     | -",
        "1 2 3 4 5 6               | 11    | 5     | 360   | 60",
        "1 2 3 4 5 6               | -     | 5     | 360   | -",
        "6 5 4 3 2 1               | 11    | 2     | -360  | -",
        "1 - 3 4 - 6 7 8           | 12    | 7     | 360   | 50",
        "1 2 3 4 5 6               | 4     | 5     | 360   | 0",
        "1 2 3 4 5 6               | 1e9   | 5     | 360   | -",
        "10 20 10 20 10 20 10 20 11 | 30   | 13.667 | 0    | -",
      })
  void drawsTheBestLine(String values, Double limit, double level, double slope, Long seconds) {
    OptionalDouble most = limit == null ? OptionalDouble.empty() : OptionalDouble.of(limit);
    Trend trend = Trend.of(numbers(values), STEP, most).orElseThrow();

    assertThat(trend.level()).isCloseTo(level, org.assertj.core.data.Offset.offset(1e-3));
    if (slope != 0 || seconds != null) {
      assertThat(trend.slope()).isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-6));
    }
    assertThat(trend.untilLimit().map(Duration::toSeconds).orElse(null)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1 2 3 4 5", "- - -", "1 - - - - 2"})
  void saysNothingOfTooFew(String values) {
    assertThat(Trend.of(numbers(values), STEP, OptionalDouble.empty())).isEmpty();
  }

  @Test
  void seesALeakThroughNoiseAndNoneInNoiseAlone() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    double[] leak = new double[360];
    double[] noise = new double[360];
    for (int i = 0; i < leak.length; i++) {
      noise[i] = 100e6 + 5e6 * random.nextGaussian();
      leak[i] = noise[i] + i * 1e6;
    }
    OptionalDouble limit = OptionalDouble.of(1e9);

    assertThat(Trend.of(leak, STEP, limit).orElseThrow().untilLimit().orElseThrow())
        .isBetween(Duration.ofMinutes(80), Duration.ofMinutes(100));
    assertThat(Trend.of(noise, STEP, limit).orElseThrow().untilLimit()).isEmpty();
  }
}
