package dev.patchbay.processes;

import dev.patchbay.os.ProcTree;
import dev.patchbay.os.Signals;
import dev.patchbay.processes.spec.Stop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends an incarnation and all that it started. Blocks until nothing is left, or nothing helps. */
final class Ender {
  private static final Logger LOG = LoggerFactory.getLogger(Ender.class);

  /** So often it is looked whether the hub's own end has come nearer. */
  private static final long LOOK_MILLIS = 100;

  private final Workshop workshop;
  private final String name;

  Ender(Workshop workshop, String name) {
    this.workshop = workshop;
    this.name = name;
  }

  void end(Live live, Stop stop, Runnable stopCommand) {
    long patience = workshop.timers().nanoTime() + stop.timeout().toNanos();
    ProcTree tree = live.child().tree();
    boolean ask = live.hasExited();
    if (!ask) {
      if (!stop.command().isEmpty()) {
        stopCommand.run();
      }
      tree.signal(stop.signalNumber(), Signals.CONT);
      awaitExit(live, patience);
    }
    // Nobody is asked twice: some take a second word for a harder one.
    int[] signals = ask ? new int[] {stop.signalNumber(), Signals.CONT} : new int[0];
    end(live, patience, signals);
  }

  /** Ends what left the tree of an incarnation that is gone. */
  void sweep(Live live, Stop stop) {
    long patience = workshop.timers().nanoTime() + stop.timeout().toNanos();
    if (!live.child().tree().members().isEmpty()) {
      end(live, patience, stop.signalNumber(), Signals.CONT);
    }
  }

  private void end(Live live, long patience, int... signals) {
    ProcTree tree = live.child().tree();
    List<Long> left = tree.end(rest(patience), signals);
    if (!left.isEmpty() && live.group().isPresent()) {
      // Faster than what forks, where the kernel can.
      live.group().get().kill();
      left = tree.end(Duration.ZERO, new int[0]);
    }
    if (!left.isEmpty()) {
      LOG.warn("{}: processes {} could not be ended", name, left);
    }
  }

  private void awaitExit(Live live, long patience) {
    while (!live.hasExited() && !rest(patience).isZero()) {
      try {
        live.exit()
            .get(Math.min(LOOK_MILLIS, 1 + rest(patience).toMillis()), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Looked again.
      } catch (ExecutionException e) {
        throw new AssertionError("an exit is never exceptional", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration rest(long patience) {
    long nanos = workshop.shutDown().earlier(patience) - workshop.timers().nanoTime();
    return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ZERO;
  }
}
