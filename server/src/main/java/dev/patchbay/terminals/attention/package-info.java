/**
 * Whether a terminal's program works, waits for somebody or has done its work, by what there is to
 * tell it from. Knows nothing of terminals.
 */
@NullMarked
package dev.patchbay.terminals.attention;

import org.jspecify.annotations.NullMarked;
