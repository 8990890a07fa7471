@NullMarked
package dev.patchbay.detectors.probe;

import org.jspecify.annotations.NullMarked;
