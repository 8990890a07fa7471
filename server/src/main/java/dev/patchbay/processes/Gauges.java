package dev.patchbay.processes;

import dev.patchbay.os.ProcessTable;
import dev.patchbay.processes.usage.Sampler;
import dev.patchbay.processes.usage.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what each process takes, and has it held against its limits. */
final class Gauges {
  /** So often it is looked anew where things are going. */
  private static final int TREND_SECONDS = 10;

  private final Workshop workshop;
  private final Sampler sampler = new Sampler();

  private final LimitWatch limits;
  private final Starvation starvation;

  Gauges(Workshop workshop) {
    this.workshop = workshop;
    limits = new LimitWatch(workshop);
    starvation = new Starvation(workshop);
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
    Map<String, Map<Integer, ProcessTable.Entry>> trees =
        leaders.isEmpty() ? Map.of() : sampler.trees();
    starvation.look(processes, trees);
    for (Supervised process : processes) {
      Optional<Usage> usage = Optional.ofNullable(usages.get(process.id()));
      Optional<Live> live = process.live().filter(run -> !run.hasExited());
      if (usage.isPresent() && live.isPresent()) {
        keep(process, live.get(), usage.get(), second, nanos);
        limits.look(process, live.get(), usage.get(), nanos);
        live.get().child().tree().remember(trees.getOrDefault(process.id(), Map.of()));
      } else {
        process.vitals().takeNothing();
      }
    }
    limits.end();
  }

  private static void keep(Supervised process, Live live, Usage usage, long second, long nanos) {
    Vitals vitals = process.vitals();
    vitals.take(usage, nanos);
    vitals.keep(second, usage, Judgement.latency(live), Judgement.score(process, nanos));
    // Not all of them in the same second.
    if (second % TREND_SECONDS == Math.floorMod(process.id().hashCode(), TREND_SECONDS)) {
      long age = (nanos - live.startedNanos()) / 1_000_000_000;
      vitals.tend(Judgement.trends(vitals.series(), live.limits().reports(), second, age));
    }
  }
}
