package dev.patchbay.processes;

/**
 * What runs beside the supervised processes and is measured as they are, such as the program of a
 * terminal.
 *
 * @param pid of the leader of its session
 * @param runs whether it does; one that has ended is told of for as long as it is named
 */
public record Guest(String id, int pid, boolean runs) {}
