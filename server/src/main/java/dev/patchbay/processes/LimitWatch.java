package dev.patchbay.processes;

import dev.patchbay.os.Niceness;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.limits.ControlGroup;
import dev.patchbay.processes.limits.ControlGroup.Counts;
import dev.patchbay.processes.limits.LimitPlan;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.limits.LimitReport.Hold;
import dev.patchbay.processes.limits.Violation;
import dev.patchbay.processes.limits.Violations;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.usage.Usage;
import dev.patchbay.security.AuditEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Holds what each process takes, and what the kernel kept it from, against its limits, and has
 * follow what is declared for it. On one thread at a time, but for {@link #exceeded}.
 */
final class LimitWatch {
  /** One that stays over its limit violates it anew after so long. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** From this share of the periods on, it would have taken more all the time. */
  private static final double MOSTLY = 0.5;

  private static final double NANOS_A_SECOND = 1e9;

  private final Workshop workshop;

  /** By process and generation, as they were counted last. */
  private Map<String, Counts> counts = new HashMap<>();

  private Map<String, Counts> nextCounts = new HashMap<>();

  /** By process, generation and limit: what is over it now. */
  private Map<String, Stretch> stretches = new HashMap<>();

  private Map<String, Stretch> nextStretches = new HashMap<>();

  /**
   * A time without a break in which a limit was exceeded.
   *
   * @param told when it last was; empty before its patience is over
   */
  private record Stretch(long since, Optional<Long> told) {}

  LimitWatch(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Looks at one that runs. */
  void look(Supervised process, Live live, Usage usage, long nanos) {
    if (live.limits().reports().isEmpty()) {
      return;
    }
    String key = process.id() + "/" + live.generation();
    Counts now = live.group().map(ControlGroup::counts).orElse(Counts.NONE);
    Counts fresh = now.since(counts.getOrDefault(key, Counts.NONE));
    nextCounts.put(key, now);
    Set<Limit.Name> looked = new HashSet<>();
    for (LimitReport report : live.limits().reports()) {
      if (looked.add(report.name())) {
        excess(report, usage, fresh)
            .ifPresent(measured -> {
              String limitKey = key + "/" + report.name();
              Stretch stretch =
                  stretches.getOrDefault(limitKey, new Stretch(nanos, Optional.empty()));
              nextStretches.put(limitKey, heed(process, live, report, measured, stretch, nanos));
            });
      }
    }
  }

  /** All have been looked at. */
  void end() {
    counts = nextCounts;
    nextCounts = new HashMap<>();
    stretches = nextStretches;
    nextStretches = new HashMap<>();
  }

  /** What it takes, if that is more than the limit, or would be if the kernel let it. */
  private static OptionalDouble excess(LimitReport report, Usage usage, Counts fresh) {
    double taken = Judgement.taken(report.name(), usage);
    double max = report.limit().max();
    boolean kernels = report.hold() == Hold.ENFORCED;
    boolean over =
        switch (report.name()) {
          case CPU ->
              kernels
                  ? fresh.throttled() > 0 && fresh.throttled() >= MOSTLY * fresh.periods()
                  : taken > max;
          case PROCESSES -> kernels ? fresh.refusedForks() > 0 : taken > max;
          case MEMORY -> kernels ? fresh.starved() > 0 : taken > max;
          // All there are: one more is refused.
          case OPEN_FILES -> taken >= max;
          case DISK_READ, DISK_WRITE, RUN_TIME, NETWORK -> taken > max;
        };
    return over ? OptionalDouble.of(taken) : OptionalDouble.empty();
  }

  private Stretch heed(
      Supervised process,
      Live live,
      LimitReport report,
      double measured,
      Stretch stretch,
      long nanos) {
    boolean due =
        stretch
            .told()
            .map(told -> isToldAgain(report) && nanos - told >= AGAIN.toNanos())
            .orElse(nanos - stretch.since() >= report.limit().patience().toNanos());
    if (!due) {
      return stretch;
    }
    exceeded(workshop, process, live, report, measured);
    return new Stretch(stretch.since(), Optional.of(nanos));
  }

  /** What is kept to its share of the processors for long does no worse for it. */
  private static boolean isToldAgain(LimitReport report) {
    return report.name() != Limit.Name.CPU || report.hold() != Hold.ENFORCED;
  }

  /**
   * Keeps and tells that a limit was exceeded, and has follow what is declared for it. Any thread.
   *
   * @param measured in the unit of the limit's name
   */
  static void exceeded(
      Workshop workshop, Supervised process, Live live, LimitReport report, double measured) {
    Limit.Action action =
        report
            .limit()
            .at(
                process
                    .vitals()
                    .violations()
                    .severity(report.name(), live.generation(), workshop.timers().nanoTime()));
    if (isHeldByTheKernel(report) && action == report.limit().first()) {
      tell(workshop, process, live, report, measured, kernelsWord(report.name()));
      return;
    }
    switch (action) {
      case WARN -> tell(workshop, process, live, report, measured, "warn");
      case THROTTLE ->
          tell(workshop, process, live, report, measured, slow(live, report) ? "throttle" : "warn");
      case KILL, RESTART -> {
        boolean restart = action == Limit.Action.RESTART;
        tell(workshop, process, live, report, measured, restart ? "restart" : "kill");
        Ending ending = Records.exceeded(report);
        process.post(new Event.Condemned(live.generation(), ending));
        if (restart && !process.spec().restart().rules().restartsAfter(ending)) {
          process.post(new Event.Restart());
        }
      }
    }
  }

  /** Keeps and tells that the kernel ended it for that. */
  static void endedByTheKernel(
      Workshop workshop, Supervised process, Live live, LimitReport report) {
    double taken =
        process.vitals().usage().map(now -> Judgement.taken(report.name(), now)).orElse(0.0);
    tell(workshop, process, live, report, Math.max(taken, report.limit().max()), "kill");
  }

  private static void tell(
      Workshop workshop,
      Supervised process,
      Live live,
      LimitReport report,
      double measured,
      String followed) {
    long nanos = workshop.timers().nanoTime();
    Violations violations = process.vitals().violations();
    double unit = report.name() == Limit.Name.RUN_TIME ? NANOS_A_SECOND : 1;
    Violation violation =
        new Violation(
            report.name(),
            report.limit().text(),
            report.limit().max() / unit,
            measured / unit,
            violations.severity(report.name(), live.generation(), nanos),
            violations.count(report.name(), nanos) + 1,
            followed,
            workshop.timers().now());
    violations.add(violation, live.generation(), nanos);
    workshop.note(
        "process.limit-exceeded",
        process.spec().name(),
        AuditEntry.FAILED,
        Map.of(
            "id", process.id(),
            "limit", report.name().key(),
            "value", violation.allowed(),
            "measured", violation.measured(),
            "count", violation.count(),
            "by", isHeldByTheKernel(report) ? "kernel" : "hub",
            "action", followed));
    workshop.listener().accept(new ProcessEvent.LimitExceeded(process.info(), violation));
  }

  private static boolean isHeldByTheKernel(LimitReport report) {
    return report.hold() == Hold.ENFORCED && report.name() != Limit.Name.RUN_TIME;
  }

  private static String kernelsWord(Limit.Name name) {
    return switch (name) {
      case CPU -> "throttle";
      case PROCESSES, OPEN_FILES -> "refuse";
      case MEMORY, RUN_TIME, DISK_READ, DISK_WRITE, NETWORK -> "kill";
    };
  }

  /** By its control group, else by the lowest priority there is. */
  private static boolean slow(Live live, LimitReport report) {
    boolean throttled =
        live.group()
            .map(group -> LimitPlan.throttle(group, report.name(), report.limit()))
            .orElse(false);
    return throttled
        || (report.name() == Limit.Name.CPU
            && Niceness.set(live.child().tree().members(), Niceness.LOWEST_PRIORITY));
  }
}
