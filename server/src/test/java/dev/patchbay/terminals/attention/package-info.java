@NullMarked
package dev.patchbay.terminals.attention;

import org.jspecify.annotations.NullMarked;
