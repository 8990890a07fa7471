package dev.patchbay.terminals;

/**
 * A terminal at one offset of its output.
 *
 * @param sizesRead number of the last change of size that is contained
 * @param bytes written into a freshly reset terminal of this size, they give the screen
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; the bytes go to a socket as they are.
public record Snapshot(long offset, long sizesRead, int cols, int rows, byte[] bytes) {}
