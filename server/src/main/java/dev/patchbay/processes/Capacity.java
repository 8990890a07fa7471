package dev.patchbay.processes;

/**
 * How much may run.
 *
 * @param max how many may run at once; more wait
 * @param maxQueued how many may wait for a place; more are refused
 * @param memoryHeadroom bytes of the machine's memory that must be available before another is
 *     started; 0 for any
 * @param cpuHeadroom cores that must be idle before another is started; 0 for any
 * @param overload when none is started, since the machine has too much to do
 */
public record Capacity(
    int max, int maxQueued, long memoryHeadroom, double cpuHeadroom, OverloadRule overload) {
  private static final long MEMORY_HEADROOM = 128L * 1024 * 1024;

  public Capacity {
    if (max < 1 || max > 10_000) {
      throw new IllegalArgumentException("max must be between 1 and 10000");
    }
    if (maxQueued < 0 || memoryHeadroom < 0 || !(cpuHeadroom >= 0)) {
      throw new IllegalArgumentException(
          "max-queued, memory-headroom and cpu-headroom must not be negative");
    }
  }

  public static Capacity defaults() {
    return new Capacity(50, 100, MEMORY_HEADROOM, 0, OverloadRule.defaults());
  }
}
