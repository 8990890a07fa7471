package dev.patchbay.processes.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final double NONE = Double.NaN;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Series series = new Series();

  private static Sample threads(int threads) {
    return new Sample(new Usage(0, 0, 0, 1, threads, 0, 0, 0, 0, Pulse.NONE), NONE, 100);
  }

  private double[] threads(long from, long to, int step) {
    return series.read(Column.THREADS, from, to, step);
  }

  @Test
  void leavesAGapWhereNothingRan() {
    series.add(7, threads(1));
    series.add(8, threads(2));
    series.add(11, threads(3));

    assertThat(threads(6, 12, 1)).containsExactly(NONE, 1, 2, NONE, NONE, 3, NONE);
  }

  @Test
  void givesTheMeansOfStepsFromWhatIsThere() {
    for (int second : new int[] {10, 11, 12, 13, 15, 20}) {
      series.add(second, threads(second));
    }

    assertThat(threads(10, 24, 5)).containsExactly(11.5, 15, 20);
    assertThat(threads(5, 9, 5)).containsExactly(NONE);
  }

  @Test
  void keepsTheNewestHourAndNothingOlder() {
    for (int second = 0; second < 10_000; second++) {
      series.add(second, threads(second));
    }

    assertThat(threads(6_398, 6_402, 1)).containsExactly(NONE, NONE, 6_400, 6_401, 6_402);
    assertThat(threads(9_998, 10_001, 1)).containsExactly(9_998, 9_999, NONE, NONE);
  }

  @Test
  void forgetsAllAfterAGapOfMoreThanAnHour() {
    series.add(5, threads(1));
    series.add(5 + 3 * Series.SECONDS, threads(2));

    assertThat(threads(0, 20, 1)).containsOnly(NONE);
    assertThat(threads(10_000, 10_805, 1)).containsOnly(NONE, 2);
  }

  @Test
  void keepsEachColumnInItsUnit() {
    series.add(
        0,
        new Sample(new Usage(1.234, 5L << 30, 1 << 20, 4, 5, 6, 2, 2_048, 0, Pulse.NONE), 1.5, 87));

    double[] expected = {1.234, 5L << 30, 1 << 20, 4, 5, 6, 2_048, 0, 1.5, 87};
    List<Double> kept =
        Stream.of(Column.values()).map(column -> series.read(column, 0, 0, 1)[0]).toList();
    for (int i = 0; i < expected.length; i++) {
      assertThat(kept.get(i)).isCloseTo(expected[i], Offset.offset(1e-9));
    }
    assertThat(kept).hasSize(expected.length);
  }

  @Test
  void plotsFromItsFirstSampleOnInStepsThatLieAlike() {
    for (int second = 103; second <= 128; second++) {
      series.add(second, threads(second));
    }

    Plot plot = series.plot(128, 3_600, 10, NOW);

    assertThat(plot.from()).isEqualTo(NOW.minusSeconds(28));
    assertThat(plot.columns().get(Column.THREADS)).containsExactly(106, 114.5, 124);
    assertThat(series.plot(129, 9, 10, NOW).columns().get(Column.THREADS)).containsExactly(124);
    assertThat(new Series().plot(7, 60, 1, NOW).columns().get(Column.CPU)).containsExactly(NONE);
  }

  @Test
  void keepsFewerSamplesOfAnHourInAsMuchLessMemory() {
    Series coarse = new Series(10);
    for (int second = 3; second < 9_000; second += 5) {
      coarse.add(second, threads(second));
    }

    Plot plot = coarse.plot(8_999, 30, 1, NOW);

    assertThat(plot.stepSeconds()).isEqualTo(10);
    assertThat(plot.from()).isEqualTo(NOW.minusSeconds(29));
    assertThat(plot.columns().get(Column.THREADS)).containsExactly(8_978, 8_988, 8_998);
    assertThat(coarse.plot(8_999, 60, 15, NOW).stepSeconds()).isEqualTo(20);
    assertThat(coarse.read(Column.THREADS, 5_390, 5_409, 10)).containsExactly(NONE, 5_408);
  }

  @Test
  void allocatesNothingOnceItHasAnHour() {
    Sample sample = threads(3);
    int second = 0;
    while (second < Series.SECONDS) {
      series.add(second++, sample);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    while (second < 2 * Series.SECONDS) {
      series.add(second++, sample);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(Series.SECONDS);
  }
}
