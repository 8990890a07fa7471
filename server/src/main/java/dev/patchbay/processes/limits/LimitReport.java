package dev.patchbay.processes.limits;

import dev.patchbay.processes.spec.Limit;

/**
 * How a limit is held.
 *
 * @param by what enforces or watches it, for people
 */
public record LimitReport(Limit.Name name, Limit limit, Hold hold, String by) {
  /** Whether it is held at all. */
  public enum Hold {
    /** By the kernel, at once. */
    ENFORCED,
    /** Sampled each second and acted on by the hub. */
    MONITORED,
    /** Not held here. */
    UNSUPPORTED
  }
}
