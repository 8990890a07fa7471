/** Figures of the hub and its machine. */
@NullMarked
package dev.patchbay.metrics;

import org.jspecify.annotations.NullMarked;
