package dev.patchbay.processes.output;

import dev.patchbay.processes.child.ChildListener.Source;
import java.time.Instant;

/**
 * A line of output.
 *
 * @param text without its end; control characters as they were printed
 * @param whole false where it was cut because it was too long, or because the program ended in it
 */
public record OutputLine(Instant time, Source source, String text, boolean whole) {}
