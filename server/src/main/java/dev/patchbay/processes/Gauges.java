package dev.patchbay.processes;

import dev.patchbay.os.ProcessTable;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.Event;
import dev.patchbay.processes.limits.LimitReport;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.usage.Sampler;
import dev.patchbay.processes.usage.Usage;
import dev.patchbay.security.AuditEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what each process takes, and holds it against the limits that the kernel does not hold. */
final class Gauges {
  /** Memory may be gone in a second; processor time is only much if it is so for a while. */
  private static final int CPU_SAMPLES = 10;

  /** So often it is looked anew where things are going. */
  private static final int TREND_SECONDS = 10;

  private final Workshop workshop;
  private final Sampler sampler = new Sampler();

  /** By process, generation and limit: how many samples in a row were over it. */
  private Map<String, Integer> over = new HashMap<>();

  Gauges(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * On one thread at a time.
   *
   * @param second the number of the present one
   */
  void read(List<Supervised> processes, long second) {
    Map<String, ProcessTable.Entry> leaders = new HashMap<>();
    for (Supervised process : processes) {
      process.live().ifPresent(live -> leaders.put(process.id(), live.child().leader()));
    }
    long nanos = workshop.timers().nanoTime();
    Map<String, Usage> usages = leaders.isEmpty() ? Map.of() : sampler.sample(leaders, nanos);
    Map<String, Integer> now = new HashMap<>();
    for (Supervised process : processes) {
      Optional<Usage> usage = Optional.ofNullable(usages.get(process.id()));
      Optional<Live> live = process.live().filter(run -> !run.hasExited());
      if (usage.isPresent() && live.isPresent()) {
        keep(process, live.get(), usage.get(), second, nanos);
        hold(process, live.get(), usage.get(), now);
      } else {
        process.vitals().takeNothing();
      }
    }
    over = now;
  }

  private static void keep(Supervised process, Live live, Usage usage, long second, long nanos) {
    Vitals vitals = process.vitals();
    vitals.take(usage);
    vitals.keep(second, usage, Judgement.latency(live), Judgement.score(process, nanos));
    // Not all of them in the same second.
    if (second % TREND_SECONDS == Math.floorMod(process.id().hashCode(), TREND_SECONDS)) {
      long age = (nanos - live.startedNanos()) / 1_000_000_000;
      vitals.tend(Judgement.trends(vitals.series(), live.limits().reports(), second, age));
    }
  }

  private void hold(Supervised process, Live live, Usage usage, Map<String, Integer> now) {
    Set<Limit.Name> held = new HashSet<>();
    for (LimitReport report : live.limits().watched()) {
      if (Judgement.taken(report.name(), usage) > report.limit().max() && held.add(report.name())) {
        String key = process.id() + "/" + live.generation() + "/" + report.name();
        int samples = over.getOrDefault(key, 0) + 1;
        now.put(key, samples);
        int patience = report.name() == Limit.Name.CPU ? CPU_SAMPLES : 1;
        if (samples == patience) {
          exceeded(process, live, report);
        }
      }
    }
  }

  private void exceeded(Supervised process, Live live, LimitReport report) {
    String name = report.name().key();
    String value = report.limit().text();
    workshop.note(
        "process.limit-exceeded",
        process.spec().name(),
        AuditEntry.FAILED,
        Map.of("id", process.id(), "limit", name, "value", value));
    workshop
        .listener()
        .accept(
            new ProcessEvent.LimitExceeded(
                process.info(),
                name,
                value,
                report.limit().action().name().toLowerCase(java.util.Locale.ROOT)));
    if (report.limit().action() == Limit.Action.KILL) {
      process.post(new Event.Condemned(live.generation(), new Ending.Limit(name, value)));
    }
  }
}
