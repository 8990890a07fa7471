/** How well a process does, in one number and in words. */
@NullMarked
package dev.patchbay.processes.score;

import org.jspecify.annotations.NullMarked;
