@NullMarked
package dev.patchbay.terminals.pty;

import org.jspecify.annotations.NullMarked;
