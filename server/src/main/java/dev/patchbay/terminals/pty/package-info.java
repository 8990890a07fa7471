/**
 * Pseudo-terminals and the processes in them. The only place that imports pty4j; it knows nothing
 * of terminals as the hub's users see them.
 *
 * <p>On Linux the master is opened, read and written directly ({@link
 * dev.patchbay.terminals.pty.NativePty} on one {@link dev.patchbay.os.Poller}); elsewhere {@link
 * dev.patchbay.terminals.pty.PortablePty} goes through pty4j's streams.
 */
@NullMarked
package dev.patchbay.terminals.pty;

import org.jspecify.annotations.NullMarked;
