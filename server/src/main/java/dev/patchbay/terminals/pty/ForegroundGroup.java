package dev.patchbay.terminals.pty;

/**
 * The process group that a terminal's keys go to.
 *
 * @param id the pid of its leader
 * @param command what its leader calls itself; empty if it has ended before the others
 */
public record ForegroundGroup(int id, String command) {}
