package dev.patchbay.processes;

import dev.patchbay.health.Check;
import dev.patchbay.health.Probe;
import dev.patchbay.health.Watch;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for the line of output by which an incarnation says that it is ready. The process's mailbox
 * says for which; any thread hands in lines.
 */
final class ReadyLine {
  private volatile Optional<Awaited> awaited = Optional.empty();

  private record Awaited(int generation, Watch watch) {}

  /**
   * Waits for it, if the probe is of output.
   *
   * @param watch makes what looks
   */
  void await(Optional<Probe> readiness, int generation, Function<Probe, Watch> watch) {
    awaited =
        readiness
            .filter(probe -> probe.check() instanceof Check.Output)
            .map(probe -> new Awaited(generation, watch.apply(probe)));
  }

  /** What looks for an incarnation's. */
  Optional<Watch> of(int generation) {
    return awaited.filter(waits -> waits.generation == generation).map(Awaited::watch);
  }

  void line(int generation, String text) {
    of(generation).ifPresent(watch -> watch.line(text));
  }
}
