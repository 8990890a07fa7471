@NullMarked
package dev.patchbay.detectors.ledger;

import org.jspecify.annotations.NullMarked;
