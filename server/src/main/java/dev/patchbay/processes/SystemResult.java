package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;

/**
 * What became of a {@link SystemCommand}.
 *
 * @param ending {@link Ending.Code} if it ended by itself, {@link Ending.Signal}, {@link
 *     Ending.TimedOut}, or {@link Ending.NotStarted} if it may not run or cannot
 * @param output both of its streams as they came; of more than 64 KiB the beginning
 * @param isCut whether there was more
 */
public record SystemResult(Ending ending, String output, boolean isCut) {}
