package dev.patchbay.processes;

import java.util.Optional;

/**
 * A process of the machine that outlived what had started it, and was ended for that.
 *
 * @param command what it called itself
 * @param process name or id of whose it was, as far as that is known
 * @param by what gave it away: {@code mark} or {@code parent}
 */
public record Orphan(int pid, String command, Optional<String> process, String by) {}
