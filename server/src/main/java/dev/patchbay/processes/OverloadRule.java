package dev.patchbay.processes;

import java.time.Duration;

/**
 * When the machine has too much to do, and what is done about it.
 *
 * @param memoryAvailable least share of the machine's memory, in percent, that programs can still
 *     get; 0 for none
 * @param memoryPressure most percent of the time in which something waits for memory; 0 for any
 * @param cpuPressure the same of processors
 * @param load most runnable processes a core, averaged over a minute; 0 for any
 * @param after how long it must be so without a break
 * @param calm how long it must be better by a fifth before it is over
 * @param lowPriority what is done to processes of low priority meanwhile
 */
public record OverloadRule(
    double memoryAvailable,
    double memoryPressure,
    double cpuPressure,
    double load,
    Duration after,
    Duration calm,
    LowPriority lowPriority) {
  /** What is done. */
  public enum LowPriority {
    /** They run on as they do. */
    KEEP,
    SLOW,
    /** Those that nothing probes are stopped, all others slowed. */
    PAUSE
  }

  public OverloadRule {
    if (!(memoryAvailable >= 0
        && memoryAvailable <= 100
        && memoryPressure >= 0
        && memoryPressure <= 100
        && cpuPressure >= 0
        && cpuPressure <= 100
        && load >= 0)) {
      throw new IllegalArgumentException(
          "memory-available, memory-pressure and cpu-pressure are percentages, and load a number");
    }
    if (after.isNegative() || calm.isNegative()) {
      throw new IllegalArgumentException("after and calm must not be negative");
    }
  }

  /**
   * A machine that swaps most of the time, or has next to nothing left, helps nobody by starting
   * more; many builds make a load of several a core, which is no need.
   */
  public static OverloadRule defaults() {
    return new OverloadRule(
        3, 60, 0, 16, Duration.ofSeconds(10), Duration.ofSeconds(30), LowPriority.SLOW);
  }
}
