/**
 * Terminals: processes on pseudo-terminals that outlive their viewers. What a program prints goes
 * from {@link dev.patchbay.terminals.pty} into a {@link dev.patchbay.terminals.TerminalStream} and
 * from there, at each one's own pace, to every {@link dev.patchbay.terminals.Viewer}.
 */
@NullMarked
package dev.patchbay.terminals;

import org.jspecify.annotations.NullMarked;
