@NullMarked
package dev.patchbay.terminals;

import org.jspecify.annotations.NullMarked;
