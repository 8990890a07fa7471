package dev.patchbay.processes;

import java.util.Optional;

/**
 * How much of the capacity is taken.
 *
 * @param placed how many have a place
 * @param queued how many wait to start, whatever for
 * @param overload why the machine has too much to do, for people; empty while it has not
 */
public record Occupancy(Capacity capacity, int placed, int queued, Optional<String> overload) {}
