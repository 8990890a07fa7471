package dev.patchbay.processes.registry;

import dev.patchbay.processes.lifecycle.Ending;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of an incarnation.
 *
 * @param outcome how it ended, in words
 * @param how the same for programs; empty where an earlier hub recorded words only
 */
public record End(Instant at, String outcome, Optional<Ending> how) {}
