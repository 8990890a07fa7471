package dev.patchbay.os;

import java.time.Duration;

/**
 * What a process that has ended took, with those children that it had waited for.
 *
 * @param cpu time of processors, its own and the kernel's for it
 * @param peakBytes most memory in RAM that one of them had at once
 */
public record Resources(Duration cpu, long peakBytes) {
  public static final Resources NONE = new Resources(Duration.ZERO, 0);
}
