package dev.patchbay.processes;

import dev.patchbay.health.Probe;
import dev.patchbay.health.Verdict;
import dev.patchbay.health.Watch;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.score.Signs;
import dev.patchbay.processes.score.Signs.Answer;
import dev.patchbay.processes.score.Signs.Pressure;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.usage.Column;
import dev.patchbay.processes.usage.Series;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Gathers what a process's health is judged by. */
final class Judgement {
  /** Of each value that a trend is drawn through: an hour has 360. */
  private static final int STEP_SECONDS = 10;

  /** What a program takes while it gets up says nothing of where it is going. */
  private static final int BEGINNING_SECONDS = 10;

  private static final List<Column> TENDING =
      List.of(Column.MEMORY, Column.CPU, Column.THREADS, Column.OPEN_FILES);

  private Judgement() {}

  static Optional<Score> score(Supervised process, long nowNanos) {
    Optional<Live> live = process.live().filter(run -> !run.hasExited());
    return Score.of(
        new Signs(
            process.state().phase(),
            live.flatMap(Live::health)
                .flatMap(watch -> answer(watch, process.spec().checks().health())),
            live.flatMap(Live::readiness)
                .flatMap(watch -> answer(watch, process.spec().checks().readiness())),
            process.vitals().restartsInAnHour(nowNanos),
            live.map(run -> pressures(run, process.vitals().usage())).orElse(List.of())));
  }

  private static Optional<Answer> answer(Watch watch, Optional<Probe> probe) {
    return probe.map(asked ->
        new Answer(
            watch
                .latest()
                .flatMap(verdict ->
                    verdict instanceof Verdict.Bad(String reason)
                        ? Optional.of(reason)
                        : Optional.empty()),
            watch.latency(),
            asked.timeout()));
  }

  private static List<Pressure> pressures(Live live, Optional<Usage> usage) {
    return usage.stream()
        .flatMap(now ->
            live.limits().reports().stream()
                .map(report ->
                    new Pressure(
                        report.name().key(), taken(report.name(), now) / report.limit().max())))
        .toList();
  }

  /** What is taken of what a limit limits, in its unit; 0 where nothing measures it. */
  static double taken(Limit.Name name, Usage usage) {
    return switch (name) {
      case MEMORY -> usage.residentBytes();
      case CPU -> usage.cpu();
      case PROCESSES -> usage.threads();
      case OPEN_FILES -> usage.mostDescriptors();
      case DISK_READ -> usage.readBytes();
      case DISK_WRITE -> usage.writtenBytes();
      case RUN_TIME, NETWORK -> 0;
    };
  }

  /** How long the service took to answer; the one of its probes that took longer. */
  static Optional<Duration> latency(Live live) {
    return Stream.of(live.health(), live.readiness())
        .flatMap(Optional::stream)
        .flatMap(watch -> watch.latency().stream())
        .max(Duration::compareTo);
  }

  /**
   * Where the figures of what runs are going since it began.
   *
   * @param limits by which it is held
   * @param second the newest
   * @param age seconds for which it runs
   */
  static Map<Column, Trend> trends(Series series, List<LimitReport> limits, long second, long age) {
    long first = second - Math.min(3_599, Math.max(0, age - BEGINNING_SECONDS));
    Map<Column, Trend> trends = new EnumMap<>(Column.class);
    for (Column column : TENDING) {
      double[] values = series.read(column, first, second, STEP_SECONDS);
      Trend.of(values, STEP_SECONDS, limit(limits, column))
          .ifPresent(trend -> trends.put(column, trend));
    }
    return trends;
  }

  /** Of open files there is one for each process, not for all of them. */
  private static OptionalDouble limit(List<LimitReport> limits, Column column) {
    Optional<Limit.Name> name =
        switch (column) {
          case MEMORY -> Optional.of(Limit.Name.MEMORY);
          case CPU -> Optional.of(Limit.Name.CPU);
          case THREADS -> Optional.of(Limit.Name.PROCESSES);
          default -> Optional.empty();
        };
    return limits.stream()
        .filter(report -> name.equals(Optional.of(report.name())))
        .mapToDouble((LimitReport report) -> report.limit().max())
        .findFirst();
  }
}
