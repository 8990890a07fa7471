package dev.patchbay.processes;

import dev.patchbay.health.Probe;
import dev.patchbay.health.Watch;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.score.Signs;
import dev.patchbay.processes.score.Signs.Answer;
import dev.patchbay.processes.score.Signs.Pressure;
import dev.patchbay.processes.score.Stall;
import dev.patchbay.processes.spec.Checks;
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
import java.util.TreeMap;
import java.util.stream.Stream;

/** Gathers what a process's health is judged by. */
final class Judgement {
  /** Of each value that a trend is drawn through: an hour has 360. */
  private static final int STEP_SECONDS = 10;

  /** What a program takes while it gets up says nothing of where it is going. */
  private static final int BEGINNING_SECONDS = 10;

  /** A disk that is only busy answers sooner. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  /** Share of the time for which a main thread that is busy all the time wants to run. */
  private static final double SPINNING = 0.9;

  private static final double ROOMIER = 1.5;

  private static final List<Column> TENDING =
      List.of(Column.MEMORY, Column.CPU, Column.THREADS, Column.OPEN_FILES);

  private Judgement() {}

  static Optional<Score> score(Supervised process, long nowNanos) {
    Optional<Live> live = process.live().filter(run -> !run.hasExited());
    return Score.of(
        new Signs(
            phase(process, live, nowNanos),
            live.flatMap(Live::health)
                .flatMap(watch -> answer(watch, process.spec().checks().health())),
            live.flatMap(Live::readiness)
                .flatMap(watch -> answer(watch, process.spec().checks().readiness())),
            process.vitals().restartsInAnHour(nowNanos),
            live.map(run -> pressures(run, process.vitals().usage())).orElse(List.of()),
            violations(process, nowNanos),
            live.flatMap(run -> stall(process, run))));
  }

  private static Map<String, Integer> violations(Supervised process, long nowNanos) {
    Map<String, Integer> violations = new TreeMap<>();
    process
        .vitals()
        .violations()
        .counts(nowNanos)
        .forEach((limit, count) -> violations.put(limit.key(), count));
    return violations;
  }

  /** Within its start allowance one that is not ready yet is where it should be. */
  private static Phase phase(Supervised process, Optional<Live> live, long nowNanos) {
    Phase phase = process.state().phase();
    Checks checks = process.spec().checks();
    Duration allowance =
        checks.readiness().or(checks::health).map(Probe::startAllowance).orElse(Duration.ZERO);
    boolean excused =
        live.filter(run -> nowNanos - run.startedNanos() < allowance.toNanos()).isPresent();
    return phase instanceof Phase.Starting && excused ? new Phase.Running(true) : phase;
  }

  private static Optional<Answer> answer(Watch watch, Optional<Probe> probe) {
    return probe.map(asked -> new Answer(watch.complaint(), watch.latency(), asked.timeout()));
  }

  private static List<Pressure> pressures(Live live, Optional<Usage> usage) {
    return usage.stream()
        .flatMap(now ->
            live.limits().reports().stream()
                .map(report ->
                    new Pressure(
                        report.name().key(),
                        taken(report.name(), now) / report.limit().max(),
                        roomier(report))))
        .toList();
  }

  /** Half as much again. */
  private static String roomier(LimitReport report) {
    double more = ROOMIER * report.limit().max();
    return switch (report.name()) {
      case PROCESSES, OPEN_FILES -> Violation.words(report.name(), Math.ceil(more));
      case MEMORY, CPU, DISK_READ, DISK_WRITE -> Violation.words(report.name(), more);
      case RUN_TIME, NETWORK -> "";
    };
  }

  /** Why it does nothing for who waits for it, if that can be seen. */
  private static Optional<Stall> stall(Supervised process, Live live) {
    return process
        .vitals()
        .usage()
        .map(Usage::pulse)
        .flatMap(pulse -> {
          Optional<Stall.Kind> kind =
              switch (pulse.state()) {
                case 'T' ->
                    live.pace() == Pace.PAUSED ? Optional.empty() : Optional.of(Stall.Kind.STOPPED);
                case 't' -> Optional.of(Stall.Kind.TRACED);
                case 'D' ->
                    pulse.lasting().compareTo(STUCK) >= 0
                        ? Optional.of(Stall.Kind.STUCK)
                        : Optional.empty();
                default ->
                    pulse.mainThread() >= SPINNING && areLate(process, live)
                        ? Optional.of(Stall.Kind.SPINNING)
                        : Optional.empty();
              };
          return kind.map(it -> new Stall(it, pulse.lasting()));
        });
  }

  /** All that ask it, if anybody does. */
  private static boolean areLate(Supervised process, Live live) {
    List<Answer> answers =
        Stream.of(
                live.health().flatMap(watch -> answer(watch, process.spec().checks().health())),
                live.readiness()
                    .flatMap(watch -> answer(watch, process.spec().checks().readiness())))
            .flatMap(Optional::stream)
            .toList();
    return !answers.isEmpty()
        && answers.stream()
            .allMatch(answer ->
                answer.complaint().isPresent()
                    || answer
                        .latency()
                        .filter(taken -> taken.multipliedBy(2).compareTo(answer.timeout()) >= 0)
                        .isPresent());
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
