/** Measures the terminal engine. */
@NullMarked
package dev.patchbay.bench.screen;

import org.jspecify.annotations.NullMarked;
