package dev.patchbay.processes.spec;

import dev.patchbay.processes.lifecycle.BackOff;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.lifecycle.Rules;
import java.time.Duration;
import java.util.Set;

/**
 * When it is started again.
 *
 * @param stableAfter how long it must have been ready for earlier failures to be forgotten
 */
public record Restart(Rules rules, BackOff backOff, Duration stableAfter) {
  public static final int MAX_RESTARTS = 8;
  public static final Duration STABLE_AFTER = Duration.ofSeconds(60);

  public Restart {
    if (stableAfter.isNegative()) {
      throw new IllegalArgumentException("stableAfter must not be negative");
    }
  }

  static Restart usual(RestartPolicy policy) {
    return new Restart(new Rules(policy, Set.of(0), MAX_RESTARTS), BackOff.USUAL, STABLE_AFTER);
  }
}
