/** Runs programs for what they print, so that none of them can do harm by how it behaves. */
@NullMarked
package dev.patchbay.detectors.probe;

import org.jspecify.annotations.NullMarked;
