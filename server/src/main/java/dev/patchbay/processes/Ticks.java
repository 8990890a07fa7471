package dev.patchbay.processes;

import dev.patchbay.metrics.Machine;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Timers.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is due each second: samples, limits, alerts, the disk. */
final class Ticks {
  private static final Path PROC = Path.of("/proc").toAbsolutePath();
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final BlockingPool pool;
  private final Workshop workshop;
  private final Supplier<List<Supervised>> processes;
  private final Gauges gauges;
  private final Guests guests;
  private final AlertBoard alerts;

  /** The monotonic clock's time at second 0. */
  private final long originNanos;

  private volatile Timer next = () -> {};
  private volatile boolean ended;

  Ticks(
      BlockingPool pool,
      Workshop workshop,
      Supplier<List<Supervised>> processes,
      Guests guests,
      AlertBoard alerts) {
    this.pool = pool;
    this.workshop = workshop;
    this.processes = processes;
    this.guests = guests;
    this.alerts = alerts;
    gauges = new Gauges(workshop);
    originNanos = workshop.timers().nanoTime();
  }

  /** The next whole second is waited for, so that no second has two ticks and few have none. */
  void begin() {
    if (!ended) {
      long intoSecond = (workshop.timers().nanoTime() - originNanos) % PERIOD.toNanos();
      next =
          workshop
              .timers()
              .after(PERIOD.minusNanos(intoSecond), () -> workshop.execute(this::tick));
    }
  }

  /** Seconds since these ticks were made. */
  long second() {
    return (workshop.timers().nanoTime() - originNanos) / PERIOD.toNanos();
  }

  private void tick() {
    try {
      List<Supervised> all = processes.get();
      var _ =
          pool.callOnOpen(
              PROC,
              BlockingPool.LOOK_UP,
              () -> {
                gauges.read(all, second());
                guests.look(second(), workshop.timers().nanoTime());
                return true;
              },
              _ -> {});
      alerts.look(all, Machine.read(), workshop);
      workshop.admission().tick();
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
