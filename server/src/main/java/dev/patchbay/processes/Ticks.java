package dev.patchbay.processes;

import dev.patchbay.metrics.Machine;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Timers.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What is due each second: samples, limits, alerts, the disk. */
final class Ticks {
  private static final Path PROC = Path.of("/proc").toAbsolutePath();
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final BlockingPool pool;
  private final Workshop workshop;
  private final Loop loop;

  /** Has the disk take the registry, on a thread of its own: a disk may take for ever. */
  private final Settler settler;

  private final Supplier<List<Supervised>> processes;
  private final Gauges gauges;
  private final Guests guests;
  private final AlertBoard alerts;
  private final Orphanage orphanage;
  private final long sweepSeconds;
  private final Relief relief;

  /** Held by who reads what processes take: samplers are for one thread at a time. */
  private final ReentrantLock looking = new ReentrantLock();

  /** The monotonic clock's time at second 0. */
  private final long originNanos;

  private volatile Timer next = () -> {};
  private volatile boolean ended;

  Ticks(
      BlockingPool pool,
      Workshop workshop,
      Supplier<List<Supervised>> processes,
      Guests guests,
      AlertBoard alerts,
      Orphanage orphanage,
      Duration sweep) {
    this.pool = pool;
    this.workshop = workshop;
    this.processes = processes;
    this.guests = guests;
    this.alerts = alerts;
    this.orphanage = orphanage;
    sweepSeconds = sweep.toSeconds();
    gauges = new Gauges(workshop);
    relief = new Relief(workshop);
    loop = workshop.loops().named("process-ticks");
    settler = new Settler(workshop.loops().named("registry-disk"), workshop.registry()::settle);
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
      // Each by itself: what one of them throws is no reason to leave out the others.
      loop.run(() -> readProc(all));
      loop.run(() -> alerts.look(all, Machine.read(), workshop));
      loop.run(() -> workshop.admission().tick());
      loop.run(orphanage::look);
      if (second() % sweepSeconds == 0) {
        workshop.execute(orphanage::sweep);
      }
      settler.note();
    } finally {
      begin();
    }
  }

  /** Looks now, beside the ticks; blocks for a moment. */
  void look() {
    readProc(processes.get());
  }

  private void readProc(List<Supervised> all) {
    looking.lock();
    try {
      read(all);
    } finally {
      looking.unlock();
    }
  }

  private void read(List<Supervised> all) {
    var _ =
        pool.callOnOpen(
            PROC,
            BlockingPool.LOOK_UP,
            () -> {
              loop.run(() -> gauges.read(all, second()));
              loop.run(() -> guests.look(second(), workshop.timers().nanoTime()));
              loop.run(() ->
                  relief.look(
                      all,
                      workshop.admission().overload().isPresent(),
                      workshop.admission().occupancy().capacity().overload().lowPriority()));
              return true;
            },
            _ -> {});
  }

  void end() {
    ended = true;
    next.cancel();
    settler.close();
  }
}
