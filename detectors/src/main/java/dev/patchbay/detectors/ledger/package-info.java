/** Versions that installers and tools have written down, so that nothing need be run for them. */
@NullMarked
package dev.patchbay.detectors.ledger;

import org.jspecify.annotations.NullMarked;
