package dev.patchbay.processes.spec;

import dev.patchbay.health.Probe;
import java.util.Optional;

/**
 * How it is looked after.
 *
 * @param health whether it is alive; if not, it is restarted
 * @param readiness whether it can be used; it is never restarted for that
 */
public record Checks(Optional<Probe> health, Optional<Probe> readiness) {}
