/**
 * The terminal engine: turns the bytes a program writes into the picture a terminal shows, and that
 * picture into a byte sequence which shows it elsewhere.
 *
 * <p>Read {@link dev.patchbay.terminals.screen.Screen} first, then the state machine in {@code
 * Parser}, the lines in {@code Grid}, the modes in {@code Modes} and the way back in {@code
 * SnapshotWriter}. The yardstick is xterm.js 6, since that draws for the user: where a behaviour
 * looks odd, it is xterm.js's. Nothing here knows of threads, files, processes or JSON.
 */
@NullMarked
package dev.patchbay.terminals.screen;

import org.jspecify.annotations.NullMarked;
