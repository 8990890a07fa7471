package dev.patchbay.processes;

import dev.patchbay.health.CheckResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look at a process found that somebody asked for.
 *
 * @param process as it is after the look
 * @param health what its liveness probe was answered just now; empty where it has none, does not
 *     run, or is asked for a line of its output
 * @param readiness the same of its readiness probe
 */
public record Checkup(
    Instant at,
    ProcessInfo process,
    Optional<CheckResult> health,
    Optional<CheckResult> readiness) {}
