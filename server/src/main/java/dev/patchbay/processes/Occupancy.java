package dev.patchbay.processes;

/**
 * How much of the capacity is taken.
 *
 * @param placed how many have a place
 * @param queued how many wait to start, whatever for
 */
public record Occupancy(Capacity capacity, int placed, int queued) {}
