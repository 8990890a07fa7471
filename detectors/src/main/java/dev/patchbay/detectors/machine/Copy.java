package dev.patchbay.detectors.machine;

import java.nio.file.Path;

/**
 * One file that a tool's name could mean.
 *
 * @param path where the name was found; it is what is executed, since a program may go by its name
 * @param real where that leads, links followed
 * @param file the state of the real file
 * @param entry which entry of the search path, counted from 0
 * @param origin why that entry is looked at
 * @param openToAll whether anybody may write to it or put another in its place
 */
public record Copy(
    Path path, Path real, FileId file, int entry, SearchPath.Origin origin, boolean openToAll) {}
