/**
 * The hub's clients on the command line.
 *
 * <p>A command lives for a fraction of a second, so what it loads is what it costs: it speaks HTTP
 * and WebSocket over a socket of its own (the JDK's client takes longer to load than all the rest),
 * reads JSON as a stream, and touches neither Vert.x nor the log.
 */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;
