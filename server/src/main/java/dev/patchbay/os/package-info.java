/**
 * The operating system: the one place that calls native code. Descriptors, processes, signals and
 * pseudo-terminals as Linux has them, and what of it the JDK offers elsewhere.
 *
 * <p>{@link dev.patchbay.os.Spawner} starts a process, {@link dev.patchbay.os.Poller} waits for
 * descriptors and ends, {@link dev.patchbay.os.WaitStatus} tells how it ended, and {@link
 * dev.patchbay.os.ProcTree} finds all that it left.
 */
@NullMarked
package dev.patchbay.os;

import org.jspecify.annotations.NullMarked;
