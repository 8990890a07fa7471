package dev.patchbay.os;

import java.time.Duration;

/**
 * What a process that has ended took, with those children that it had waited for. What the kernel
 * says of memory counts in what the hub had when it made the process, so it is of no use.
 *
 * @param cpu time of processors, its own and the kernel's for it
 */
public record Resources(Duration cpu) {
  public static final Resources NONE = new Resources(Duration.ZERO);
}
