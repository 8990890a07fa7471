package dev.patchbay.processes;

import dev.patchbay.metrics.Machine;
import dev.patchbay.metrics.PressureStall;
import dev.patchbay.metrics.Processors;
import java.util.Optional;

/** What the machine must have left before another process is started. Thread-safe. */
final class Headroom {
  private volatile Capacity capacity;

  /** The ticks' own. */
  private final Processors processors = new Processors();

  /** Written by the ticks; all there are until it is known better. */
  private volatile double idleCores = Runtime.getRuntime().availableProcessors();

  /** As it was read last. */
  private volatile long availableBytes = Long.MAX_VALUE;

  /** As it was looked at last. */
  private volatile Overload overload = Overload.NONE;

  /** What was started since the processors were looked at is not in that figure. */
  private volatile boolean stale;

  Headroom(Capacity capacity) {
    this.capacity = capacity;
  }

  void replaceCapacity(Capacity changed) {
    capacity = changed;
  }

  /** Each second, on one thread at a time. Reads small files. */
  void look(long nanos) {
    overload = overload.next(capacity.overload(), Machine.read(), PressureStall.read(), nanos);
    if (capacity.cpuHeadroom() > 0) {
      idleCores = processors.idleCores();
      stale = false;
    }
  }

  /** Reads a small file, so this is not for those who hold a lock. */
  void lookAtMemory() {
    if (capacity.memoryHeadroom() > 0) {
      availableBytes = Machine.availableBytes();
    }
  }

  /** Why the machine has too much to do, for people; empty while it has not. */
  Optional<String> overload() {
    return overload.reason();
  }

  /** What there is too little of, as far as it was looked at. */
  Optional<Waiting.Reason> lacks() {
    if (overload.reason().isPresent()) {
      return Optional.of(Waiting.Reason.OVERLOAD);
    }
    if (capacity.memoryHeadroom() > 0 && availableBytes < capacity.memoryHeadroom()) {
      return Optional.of(Waiting.Reason.MEMORY);
    }
    return capacity.cpuHeadroom() > 0 && (stale || idleCores < capacity.cpuHeadroom())
        ? Optional.of(Waiting.Reason.CPU)
        : Optional.empty();
  }

  void started() {
    stale = true;
  }
}
