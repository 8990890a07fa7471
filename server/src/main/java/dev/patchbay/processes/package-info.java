/**
 * The supervisor: processes that are declared, started, watched, restarted by rules and ended
 * whole. {@link dev.patchbay.processes.Processes} is the door; {@link
 * dev.patchbay.processes.Supervised} is one process, whose life {@link
 * dev.patchbay.processes.lifecycle.Lifecycle} decides.
 */
@NullMarked
package dev.patchbay.processes;

import org.jspecify.annotations.NullMarked;
