package dev.patchbay.processes.usage;

import java.time.Duration;

/**
 * What a tree's first process is at, by the kernel.
 *
 * @param state the letter of proc(5): {@code T} stopped by a signal, {@code t} by a debugger,
 *     {@code D} waits where no signal reaches it; a blank where that is not known
 * @param lasting for how long it has been seen in that state at each look
 * @param mainThread share of the time since the look before in which its main thread ran or waited
 *     for a processor; 0 where it was found at rest
 */
public record Pulse(char state, Duration lasting, double mainThread) {
  public static final Pulse NONE = new Pulse(' ', Duration.ZERO, 0);
}
