package dev.patchbay.processes;

import dev.patchbay.config.DiskFault;
import dev.patchbay.config.Storage;
import dev.patchbay.metrics.Machine;
import dev.patchbay.processes.alerts.Alert;
import dev.patchbay.processes.alerts.AlertChange;
import dev.patchbay.processes.alerts.AlertRule;
import dev.patchbay.processes.alerts.Alerts;
import dev.patchbay.processes.alerts.Figure;
import dev.patchbay.processes.alerts.Reading;
import dev.patchbay.processes.alerts.Reading.Subject;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import dev.patchbay.security.ExecPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/** Reads what the alerts' rules look at each second, and tells what follows. */
final class AlertBoard {
  /** Those that are over are shown for a while; the oldest make room. */
  private static final int MOST_PAST = 100;

  private static final double PERCENT = 100;
  private static final double MILLI_NANOS = 1e6;
  private static final double MINUTE_SECONDS = 60;

  private volatile List<AlertRule> rules;
  private final Consumer<AlertChange> listener;
  private final ConcurrentLinkedDeque<AlertChange.Cleared> past = new ConcurrentLinkedDeque<>();

  /** Written by the ticks alone. */
  private volatile Alerts alerts = Alerts.NONE;

  /**
   * @param listener is told on the tick's thread, and must return soon
   */
  AlertBoard(List<AlertRule> rules, Consumer<AlertChange> listener) {
    this.rules = List.copyOf(rules);
    this.listener = listener;
  }

  void replaceRules(List<AlertRule> changed) {
    rules = List.copyOf(changed);
  }

  /** Those that are raised, the worst first. */
  List<Alert> raised() {
    return alerts.raised();
  }

  /** The latest that are over, the newest first. */
  List<AlertChange.Cleared> past() {
    return List.copyOf(past);
  }

  /** On one thread at a time. */
  void look(List<Supervised> processes, Machine machine, Workshop workshop) {
    long nanos = workshop.timers().nanoTime();
    List<Subject> subjects = new ArrayList<>();
    subjects.add(machine(machine, processes, workshop));
    processes.forEach(process ->
        subjects.add(
            new Subject(
                process.id(),
                process.spec().name(),
                figures(process, nanos),
                details(process, nanos))));
    Alerts.Step step = alerts.next(new Reading(nanos, workshop.timers().now(), subjects), rules);
    alerts = step.alerts();
    step.changes().forEach(this::tell);
  }

  private void tell(AlertChange change) {
    if (change instanceof AlertChange.Cleared cleared) {
      past.addFirst(cleared);
      if (past.size() > MOST_PAST) {
        past.removeLast();
      }
    }
    listener.accept(change);
  }

  private static Subject machine(Machine machine, List<Supervised> processes, Workshop workshop) {
    List<Storage.Unwritten> unwritten = workshop.storage().unwritten();
    Optional<String> overload = workshop.admission().overload();
    Map<Figure, Double> figures = figures(machine, processes);
    figures.put(Figure.STORAGE, (double) unwritten.size());
    figures.put(Figure.OVERLOAD, overload.isPresent() ? 1.0 : 0.0);
    ExecPolicy.Recent refusals = workshop.preparation().refusals();
    figures.put(Figure.REFUSALS, (double) refusals.count());
    Map<Figure, String> details = new EnumMap<>(Figure.class);
    if (!unwritten.isEmpty()) {
      details.put(Figure.STORAGE, storage(unwritten.getFirst().fault(), unwritten.size()));
    }
    if (refusals.count() > 0) {
      details.put(
          Figure.REFUSALS,
          refusals.count()
              + " starts were refused within ten minutes; the latest: "
              + refusals.latest());
    }
    overload.ifPresent(why ->
        details.put(Figure.OVERLOAD, "the machine has too much to do, and starts wait: " + why));
    return new Subject("", "", figures, details);
  }

  private static String storage(DiskFault first, int files) {
    return first.detail()
        + " It is kept in memory and tried again each second"
        + (files == 1 ? "." : ", as " + (files - 1) + " other files are.");
  }

  private static Map<Figure, Double> figures(Machine machine, List<Supervised> processes) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    double free = machine.freeMemoryBytes() / (double) Math.max(1, machine.memoryBytes());
    figures.put(Figure.MACHINE_MEMORY, PERCENT * (1 - free));
    if (machine.load() >= 0) {
      figures.put(Figure.MACHINE_LOAD, machine.load() / machine.cores());
    }
    long queued =
        processes.stream()
            .filter(process -> process.state().phase() instanceof Phase.Queued)
            .count();
    figures.put(Figure.QUEUED, (double) queued);
    return figures;
  }

  private static Map<Figure, String> details(Supervised process, long nanos) {
    List<Violation> violations = process.vitals().violations().latest(nanos);
    return violations.isEmpty()
        ? Map.of()
        : Map.of(Figure.VIOLATIONS, process.spec().name() + ": " + violations.getFirst().text());
  }

  /** What rests has no figures, so that nothing is said of it. */
  private static Map<Figure, Double> figures(Supervised process, long nanos) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Optional<Score> score = Judgement.score(process, nanos);
    if (score.isPresent()) {
      figures.put(Figure.HEALTH, (double) score.get().points());
      figures.put(
          Figure.MEMORY_KILLS,
          (double) process.vitals().starvedLately(process.state().generation(), nanos));
      figures.put(Figure.FAILURES, (double) process.state().failures());
      figures.put(Figure.RESTARTS, (double) process.vitals().restartsInAnHour(nanos));
      figures.put(Figure.VIOLATIONS, (double) process.vitals().violations().latest(nanos).size());
    }
    process
        .live()
        .filter(live -> !live.hasExited())
        .ifPresent(live -> {
          process.vitals().usage().ifPresent(usage -> addShares(live, usage, figures));
          Judgement.latency(live)
              .ifPresent(taken -> figures.put(Figure.LATENCY, taken.toNanos() / MILLI_NANOS));
          process.vitals().trends().values().stream()
              .map(Trend::untilLimit)
              .flatMap(Optional::stream)
              .min(Duration::compareTo)
              .ifPresent(until -> figures.put(Figure.LIMIT_IN, until.toSeconds() / MINUTE_SECONDS));
        });
    return figures;
  }

  private static void addShares(Live live, Usage usage, Map<Figure, Double> figures) {
    for (LimitReport report : live.limits().reports()) {
      figure(report.name())
          .ifPresent(figure ->
              figures.put(
                  figure, PERCENT * Judgement.taken(report.name(), usage) / report.limit().max()));
    }
  }

  private static Optional<Figure> figure(Limit.Name limit) {
    return switch (limit) {
      case MEMORY -> Optional.of(Figure.MEMORY);
      case CPU -> Optional.of(Figure.CPU);
      case PROCESSES -> Optional.of(Figure.THREADS);
      case OPEN_FILES -> Optional.of(Figure.OPEN_FILES);
      case RUN_TIME, DISK_READ, DISK_WRITE, NETWORK -> Optional.empty();
    };
  }
}
