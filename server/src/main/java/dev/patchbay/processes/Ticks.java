package dev.patchbay.processes;

import dev.patchbay.os.Timers.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is due each second: samples, limits, the disk. */
final class Ticks {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Workshop workshop;
  private final Supplier<List<Supervised>> processes;
  private final Gauges gauges;
  private volatile Timer next = () -> {};
  private volatile boolean ended;

  Ticks(Workshop workshop, Supplier<List<Supervised>> processes) {
    this.workshop = workshop;
    this.processes = processes;
    gauges = new Gauges(workshop);
  }

  void begin() {
    if (!ended) {
      next = workshop.timers().after(PERIOD, () -> workshop.execute(this::tick));
    }
  }

  private void tick() {
    try {
      gauges.read(processes.get());
      workshop.admission().reconsider();
      workshop.registry().settle();
    } finally {
      begin();
    }
  }

  void end() {
    ended = true;
    next.cancel();
  }
}
