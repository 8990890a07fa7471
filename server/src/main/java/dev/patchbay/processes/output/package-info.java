/**
 * What a process prints: line by line with its time, the newest in memory, all of it in files that
 * are rotated. A flood costs the oldest of it, never the program.
 */
@NullMarked
package dev.patchbay.processes.output;

import org.jspecify.annotations.NullMarked;
